import Netlink

/// All that the kernel of a test knows.
struct KernelState: Sendable {
    /// A socket of this process that leads here.
    struct Client: Sendable {
        let descriptor: Int32
        let port: UInt32
        let netlinkProtocol: NetlinkProtocol
        var groups: Set<UInt32> = []
    }

    /// A generic netlink family.
    struct Family: Sendable {
        let name: String
        var id: UInt16
        var headerSize: Int
        var groups: [(name: String, number: UInt32)] = []
        var isAbsent = false
    }

    /// Faults that wait for their request.
    struct Injection: Sendable {
        let key: OperationKey
        let faults: [Fault]
        var times: Int
    }

    var clients: [Int32: Client] = [:]
    var families: [String: Family] = [:]
    var operations: [OperationKey: Operation] = [:]
    var injections: [Injection] = []
    var received: [ReceivedRequest] = []
    var playback: Playback?

    /// Answers that wait for the next answer.
    var postponed: [PendingAnswer] = []

    /// The ports whose dumps have not been sent to their end.
    var dumps: Set<UInt32> = []

    var isCapping = true
    var isStopped = false

    private var nextFamily: UInt16 = 0x20
    private var nextGroup: UInt32 = 0x40
}

extension KernelState {
    /// The socket that has a port.
    func client(at port: UInt32) -> Client? { clients.values.first { $0.port == port } }

    /// The ports that a group's messages go to.
    func members(of group: UInt32, _ netlinkProtocol: NetlinkProtocol) -> [UInt32] {
        clients.values.filter { $0.netlinkProtocol == netlinkProtocol && $0.groups.contains(group) }.map(\.port)
            .sorted()
    }

    /// Makes a generic netlink family known, if it is not yet.
    mutating func register(_ name: String, headerSize: Int) {
        guard families[name] == nil else { return }
        families[name] = Family(name: name, id: nextFamily, headerSize: headerSize)
        nextFamily += 1
    }

    /// Gives a family a new number.
    mutating func renumber(_ name: String) {
        families[name]?.id = nextFamily
        nextFamily += 1
    }

    /// Makes a group of a generic netlink family known, if it is not yet.
    mutating func addGroup(_ group: String, to family: String) {
        guard families[family]?.groups.contains(where: { $0.name == group }) == false else { return }
        families[family]?.groups.append((group, nextGroup))
        nextGroup += 1
    }

    /// The number of a family's group.
    func group(_ name: String, of family: String) -> UInt32? {
        families[family]?.groups.first { $0.name == name }?.number
    }

    /// Takes the faults of a request.
    mutating func takeFaults(for key: OperationKey?) -> [Fault] {
        guard let index = injections.firstIndex(where: { $0.key == key }) else { return [] }
        injections[index].times -= 1
        let faults = injections[index].faults
        if injections[index].times <= 0 { injections.remove(at: index) }
        return faults
    }
}

extension KernelState {
    /// Finds the operation that a request asks for, as `genl_rcv_msg` and `rtnetlink_rcv_msg` do.
    ///
    /// - Parameter request: The request.
    /// - Returns: The operation.
    /// - Throws: ``Refusal``.
    func operation(for request: Incoming) throws(Refusal) -> Operation {
        let isDump = request.header.flags.contains(.dump)
        guard request.netlinkProtocol == .generic else {
            let number = request.header.type.rawValue
            return try operation(number, isDump) { $0.netlinkProtocol == request.netlinkProtocol }
        }
        guard let family = family(request.header.type) else { throw Refusal(.noEntry) }
        let headers = MessageHeader.size + 4 + family.headerSize
        guard request.bytes.count >= headers else { throw Refusal(.invalidArgument) }
        guard Bytes.load(UInt16.self, from: request.bytes, at: MessageHeader.size + 2) == 0 else {
            throw Refusal(.invalidArgument, "genlmsghdr.reserved field is not 0")
        }
        let command = UInt16(request.bytes[MessageHeader.size])
        let operation = try operation(command, isDump) { $0.family == family.name }
        // Only the flags that the core itself understands (`genl_header_check`).
        let flags = request.header.flags.subtracting([.request, .acknowledge, .echo])
        guard operation.validation == .liberal || flags.subtracting(isDump ? .dump : []).isEmpty else {
            throw Refusal(.invalidArgument, "ambiguous or reserved bits set in nlmsg_flags")
        }
        return operation
    }

    private func family(_ type: MessageType) -> Family? {
        if type == .genericController { return Family(name: NLCtrl.name, id: type.rawValue, headerSize: 0) }
        return families.values.first { $0.id == type.rawValue && !$0.isAbsent }
    }

    private func operation(
        _ number: UInt16,
        _ isDump: Bool,
        _ isWanted: (OperationKey) -> Bool
    ) throws(Refusal) -> Operation {
        let found = operations.values.first { operation in
            operation.key.number == number && operation.key.isDump == isDump && isWanted(operation.key)
        }
        guard let found else { throw Refusal(.notSupported) }
        return found
    }
}
