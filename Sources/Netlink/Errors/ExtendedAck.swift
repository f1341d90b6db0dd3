/// How the kernel ended a request: the contents of an `NLMSG_ERROR` or `NLMSG_DONE` message.
///
/// Both begin with a 32-bit number, 0 or a negated errno, and may go on with the attributes of
/// `enum nlmsgerr_attrs` (`linux/netlink.h`), which say more about a failure, or warn after a success.
struct ExtendedAck: Hashable, Sendable {
    /// What went wrong; `nil` is success.
    let errno: Errno?

    /// The attributes as they came; they are looked at only when something went wrong.
    private let attributes: [UInt8]

    /// Creates an acknowledgement.
    ///
    /// - Parameters:
    ///   - errno: What went wrong; `nil` is success.
    ///   - attributes: The attributes that say more about it.
    init(errno: Errno? = nil, attributes: [UInt8] = []) {
        self.errno = errno
        self.attributes = attributes
    }
}

extension ExtendedAck {
    /// Whether there may be no family of the request's number any more.
    ///
    /// The kernel says ENOENT without a word then (`genl_rcv_msg`): the family's module was unloaded and loaded again. The
    /// same can come from the family itself.
    var mayMeanNoFamily: Bool { errno == .noEntry && message == nil }

    /// The kernel's English text (`NLMSGERR_ATTR_MSG`).
    var message: String? { first(1) { $0.string } }

    /// The distance from the start of the request to the attribute concerned (`NLMSGERR_ATTR_OFFS`).
    var offset: Int? { number(2) }

    /// What the request is given to identify its result (`NLMSGERR_ATTR_COOKIE`).
    var cookie: [UInt8]? { first(3) { [UInt8]($0.span) } }

    /// What would have been accepted (`NLMSGERR_ATTR_POLICY`).
    var policy: NLCtrl.Policy? { first(4) { try? NLCtrl.Policy($0) } }

    /// The number of an attribute that is missing (`NLMSGERR_ATTR_MISS_TYPE`).
    var missingAttribute: Int? { number(5) }

    /// The distance from the start of the request to the nest that lacks it (`NLMSGERR_ATTR_MISS_NEST`).
    var missingNest: Int? { number(6) }

    private func number(_ attribute: Int) -> Int? {
        first(attribute) { $0.count == 4 ? Int($0.member(UInt32.self, at: 0)) : nil }
    }

    /// Reads the first attribute of a number; a malformed one ends the search, since the error number matters more than
    /// its decoration.
    private func first<Value>(_ number: Int, _ read: (Payload) -> Value?) -> Value? {
        var attributes = Attributes(Payload(attributes.rawSpan))
        while let attribute = try? attributes.next() {
            if attribute.number == number { return read(attribute.payload) }
        }
        return nil
    }
}

extension ExtendedAck {
    /// Reads an error or acknowledgement.
    ///
    /// - Parameter message: A message of the type `NLMSG_ERROR`.
    /// - Throws: ``DecodeError`` if it ends before the error number.
    init(error message: Message) throws(DecodeError) {
        let body = message.body
        guard body.count >= 4 else { throw DecodeError(.truncated, offset: MessageHeader.size) }
        let start = Self.attributesOffset(body, isCapped: message.flags.contains(.capped))
        self.init(body, attributesFrom: start, flags: message.flags)
    }

    /// Reads the end of a dump.
    ///
    /// Some kernel functions end one without an error number (devlink's `dpipe`), which counts as success.
    ///
    /// - Parameter message: A message of the type `NLMSG_DONE`.
    init(done message: Message) {
        self.init(message.body, attributesFrom: 4, flags: message.flags)
    }

    private init(_ body: Payload, attributesFrom start: Int, flags: MessageFlags) {
        let code = body.member(Int32.self, at: 0)
        errno = code == 0 ? nil : Errno(rawValue: Int32(clamping: code.magnitude))
        attributes = flags.contains(.acknowledgementAttributes) ? [UInt8](body.dropping(start).span) : []
    }

    /// Where the attributes of an error message begin.
    ///
    /// After the number comes the header of the request and, unless the flag says that it is left out, the rest of the
    /// request, padded to four bytes (`netlink_ack_tlv_len` and `netlink_ack` in `net/netlink/af_netlink.c`).
    private static func attributesOffset(_ body: Payload, isCapped: Bool) -> Int {
        let start = 4 + MessageHeader.size
        guard !isCapped else { return start }
        let request = Int(body.member(UInt32.self, at: 4))
        // A length out of nowhere: no attribute can follow.
        guard request >= MessageHeader.size, request <= body.count else { return body.count }
        return 4 + (request + 3) & ~3
    }
}
