import Netlink
import OVSFlow
import OpenVSwitch

/// Flows that were sent to a datapath, and what the kernel tells about them.
struct FlowTable: ~Copyable {
    private var socket: NetlinkSocket
    private let header: OVSFlow.OVSHeader
    private var count: UInt32 = 0
    private let log = KernelLog()

    private(set) var coverage = Coverage()

    init(datapath: UInt32) throws {
        socket = try NetlinkSocket()
        header = .init(dpIfindex: datapath)
    }

    /// What was sent.
    struct Sent {
        let match: FlowMatch
        let actions: [OVSFlow.Action]
    }

    /// Adds a flow, told apart from all others by its number in `recirc_id`.
    mutating func add(_ match: String, _ actions: String) throws -> Sent {
        count += 1
        let match = try FlowMatch(dpctl: "recirc_id(\(count)),in_port(1),\(match)")
        let actions = try [OVSFlow.Action](dpctl: actions)
        let request = OVSFlow.New(header: header, key: match.key, actions: actions, mask: match.mask)
        _ = log.complaints()
        _ = try socket.perform(request, flags: [.create, .exclusive])
        return Sent(match: match, actions: actions)
    }

    /// Reads a flow and compares it with what was sent.
    ///
    /// - Parameters:
    ///   - sent: The flow.
    ///   - stored: What the kernel makes of the actions, if it is not the same.
    /// - Returns: A text for each difference.
    /// - Throws: Why the flow cannot be read.
    mutating func differences(of sent: Sent, _ stored: FlowCase.Stored?) throws -> [String] {
        let flow = try socket.perform(OVSFlow.Get(header: header, key: sent.match.key))
        var differences = try differences(of: sent.match.key, flow.key ?? .init(), "key")
        differences += try self.differences(of: sent.match.mask ?? .init(), flow.mask ?? .init(), "mask")
        let expected = try stored.map { try [OVSFlow.Action](dpctl: $0.actions) } ?? sent.actions
        if flow.actions != expected {
            differences.append("actions \(flow.actions?.dpctl ?? "none") instead of \(expected.dpctl)")
        }
        if differences.isEmpty {
            coverage.noteEqual(try Coverage.key.attributes(in: sent.match.key.encoded))
            coverage.noteEqual(try Coverage.action.attributes(in: sent.actions.encoded))
        }
        return differences
    }

    /// What a key had when it was sent, and has no more or otherwise.
    ///
    /// The kernel tells more than was sent: attributes that do not count, with a mask of zeros (`__ovs_nla_put_key`).
    private func differences(of sent: OVSFlow.Key, _ read: OVSFlow.Key, _ name: String) throws -> [String] {
        let found = Dictionary(
            try Coverage.key.attributes(in: read.encoded).map { ($0.path, $0.bytes) },
            uniquingKeysWith: { first, _ in first }
        )
        return try Coverage.key.attributes(in: sent.encoded).compactMap { attribute in
            guard let bytes = found[attribute.path] else { return "\(name) without \(attribute.place)" }
            guard !attribute.isNest, bytes != attribute.bytes else { return nil }
            return "\(name): \(attribute.place) is \(bytes) instead of \(attribute.bytes)"
        }
    }

    /// Sends a flow that the kernel refuses.
    ///
    /// - Returns: What it says, in the answer and in its log; `nil` if it took the flow.
    mutating func refusal(of refused: RefusedCase) throws -> String? {
        do throws(NetlinkError) {
            let match = try? FlowMatch(dpctl: "recirc_id(0),in_port(1),\(refused.match)")
            let actions = try? [OVSFlow.Action](dpctl: refused.actions)
            guard let match, let actions else { return nil }
            _ = log.complaints()
            _ = try socket.perform(
                OVSFlow.New(header: header, key: match.key, actions: actions, mask: match.mask),
                flags: .create
            )
            return nil
        } catch {
            guard error.errno == .invalidArgument else { throw error }
            coverage.noteRefused(refused.place)
            return (["\(error)"] + log.complaints()).joined(separator: "; ")
        }
    }

    /// Sends a flow with an attribute that the kernel forgets.
    ///
    /// - Returns: Whether that attribute is all that is lacking when the flow is read.
    mutating func isForgotten(_ forgotten: RefusedCase) throws -> Bool {
        let sent = try add(forgotten.match, forgotten.actions)
        defer { count -= 1 }
        let flow = try socket.perform(OVSFlow.Get(header: header, key: sent.match.key))
        _ = try socket.perform(OVSFlow.Del(header: header, key: sent.match.key))
        let differences = try differences(of: sent.match.key, flow.key ?? .init(), "key")
        let isForgotten = differences == ["key without \(forgotten.place)"]
        if isForgotten { coverage.noteRefused(forgotten.place) }
        return isForgotten
    }

    /// All flows.
    mutating func dump() throws -> [OVSFlow.Get.Reply] { try socket.dump(OVSFlow.Get.Dump(header: header)) }
}
