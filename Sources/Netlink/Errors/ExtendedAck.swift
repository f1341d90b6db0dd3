/// How the kernel ended a request: the contents of an `NLMSG_ERROR` or `NLMSG_DONE` message.
///
/// Both begin with a 32-bit number, 0 or a negated errno, and may go on with the attributes of
/// `enum nlmsgerr_attrs` (`linux/netlink.h`), which say more about a failure, or warn after a success.
struct ExtendedAck: Hashable, Sendable {
    /// What went wrong; `nil` is success.
    var errno: Errno?

    /// The kernel's English text (`NLMSGERR_ATTR_MSG`).
    var message: String?

    /// The distance from the start of the request to the attribute concerned (`NLMSGERR_ATTR_OFFS`).
    var offset: Int?

    /// What the request is given to identify its result (`NLMSGERR_ATTR_COOKIE`).
    var cookie: [UInt8]?

    /// What would have been accepted (`NLMSGERR_ATTR_POLICY`).
    var policy: NLCtrl.Policy?

    /// The number of an attribute that is missing (`NLMSGERR_ATTR_MISS_TYPE`).
    var missingAttribute: Int?

    /// The distance from the start of the request to the nest that lacks it (`NLMSGERR_ATTR_MISS_NEST`).
    var missingNest: Int?

    /// A success without remarks.
    init() {}
}

extension ExtendedAck {
    /// Reads an error or acknowledgement.
    ///
    /// - Parameter message: A message of the type `NLMSG_ERROR`.
    /// - Throws: ``DecodeError`` if it ends before the error number.
    init(error message: Message) throws(DecodeError) {
        let body = message.body
        guard body.count >= 4 else { throw DecodeError(.truncated, offset: MessageHeader.size) }
        errno = Self.errno(body)
        guard message.flags.contains(.acknowledgementAttributes) else { return }
        read(body, from: Self.attributesOffset(body, isCapped: message.flags.contains(.capped)))
    }

    /// Reads the end of a dump.
    ///
    /// Some kernel functions end one without an error number (devlink's `dpipe`), which counts as success.
    ///
    /// - Parameter message: A message of the type `NLMSG_DONE`.
    init(done message: Message) {
        let body = message.body
        errno = Self.errno(body)
        guard message.flags.contains(.acknowledgementAttributes) else { return }
        read(body, from: 4)
    }

    /// The error number at the start of a message's contents, `nil` for 0.
    private static func errno(_ body: Payload) -> Errno? {
        let code = body.member(Int32.self, at: 0)
        guard code != 0 else { return nil }
        return Errno(rawValue: Int32(clamping: code.magnitude))
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

    /// Reads the attributes; a malformed one ends them, since the error number matters more than its decoration.
    private mutating func read(_ body: Payload, from start: Int) {
        var attributes = Attributes(body, from: start)
        while let attribute = try? attributes.next() {
            switch attribute.number {
            case 1: message = attribute.payload.string
            case 2: offset = (try? attribute.value(as: UInt32.self)).map(Int.init)
            case 3: cookie = [UInt8](attribute.payload.span)
            case 4: policy = try? NLCtrl.Policy(attribute.payload)
            case 5: missingAttribute = (try? attribute.value(as: UInt32.self)).map(Int.init)
            case 6: missingNest = (try? attribute.value(as: UInt32.self)).map(Int.init)
            default: break
            }
        }
    }
}
