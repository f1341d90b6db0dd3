import Netlink
import OVSDatapath
import OVSVport

/// Makes a datapath send its upcalls to a port id.
struct UpcallRegistration: Hashable, Sendable {
    /// The datapath: the interface index of its local port.
    let datapath: UInt32

    /// The receiver.
    let portID: UInt32

    /// Chooses how the datapath finds the receiver, and registers it with the processors.
    ///
    /// - Parameters:
    ///   - socket: Makes the requests.
    ///   - dispatch: What is wanted.
    /// - Returns: What it came to; the ports still have to be registered if it is they that know the receiver.
    /// - Throws: Why the datapath cannot be set up.
    func register(
        _ socket: inout NetlinkSocket,
        _ dispatch: UpcallSocket.Dispatch
    ) throws(NetlinkError) -> UpcallMode {
        let features = try state(&socket).userFeatures ?? []
        let obstacle = try registerPerCPU(&socket, features)
        if obstacle == nil, dispatch == .automatic { return .perCPU }
        // The kernel would not look at the ports' receivers with the feature on (`ovs_dp_process_packet`). It remembers
        // the processors' receivers all the same: ovs-dpctl turns the feature on with whatever it does, and upcalls
        // still come here then.
        try set(features.subtracting(.dispatchUpcallPerCpu), pids: nil, &socket)
        return .perVport(dispatch == .perVport ? .requested : obstacle ?? .requested)
    }

    /// Registers the receiver for all processors.
    ///
    /// - Returns: Why that is not possible; `nil` if it is done.
    private func registerPerCPU(
        _ socket: inout NetlinkSocket,
        _ features: OVSDatapath.UserFeatures
    ) throws(NetlinkError) -> UpcallMode.Reason? {
        guard let count = ProcessorList.possibleCount() else { return .processorsUnknown }
        // Of a list that is too short the kernel takes any receiver, and complains (`ovs_dp_get_upcall_portid`).
        let pids = Array(repeating: portID, count: count)
        do throws(NetlinkError) {
            try set(features.union(.dispatchUpcallPerCpu), pids: pids, &socket)
        } catch {
            guard error.errno == .notSupported else { throw error }
            return .refused
        }
        return try state(&socket).perCpuPids == pids ? nil : .ignored
    }

    /// The ports of the datapath.
    func ports(_ socket: inout NetlinkSocket) throws(NetlinkError) -> [OVSVport.Get.Reply] {
        try socket.dump(OVSVport.Get.Dump(header: .init(dpIfindex: datapath)))
    }

    /// Registers the receiver with ports.
    func register(with ports: [UInt32], _ socket: inout NetlinkSocket) throws(NetlinkError) {
        let header = OVSVport.OVSHeader(dpIfindex: datapath)
        let requests = ports.map { OVSVport.Set(header: header, portNo: $0, upcallPid: [portID]) }
        for result in try socket.perform(requests) {
            // A port that has been removed meanwhile needs none.
            if case .failure(let error) = result, error.errno != .noDevice { throw error }
        }
    }

    /// What the kernel tells about the datapath.
    private func state(_ socket: inout NetlinkSocket) throws(NetlinkError) -> OVSDatapath.Get.Reply {
        try socket.perform(OVSDatapath.Get(header: .init(dpIfindex: datapath)))
    }

    /// Sets the features of the datapath.
    ///
    /// They are always given whole: a request that does not tell them turns all of them off (`ovs_dp_change`).
    private func set(
        _ features: OVSDatapath.UserFeatures,
        pids: [UInt32]?,
        _ socket: inout NetlinkSocket
    ) throws(NetlinkError) {
        _ = try socket.perform(
            OVSDatapath.Set(header: .init(dpIfindex: datapath), userFeatures: features, perCpuPids: pids)
        )
    }
}
