public import Netlink
public import OVSVport

extension UpcallSocket {
    /// Adds a port to the datapath, with this socket for its upcalls.
    ///
    /// - Parameters:
    ///   - name: The name of its network device.
    ///   - type: What stands behind it; an `internal` port makes its device.
    ///   - options: Settings that only tunnels have.
    /// - Returns: The port's number.
    /// - Throws: `NetlinkError`, mostly `ENODEV` if there is no such device, or `EBUSY` if it belongs to
    ///   another datapath.
    public mutating func addPort(
        _ name: String,
        type: OVSVport.VportType = .netdev,
        options: OVSVport.VportOptions? = nil
    ) throws(NetlinkError) -> UInt32 {
        let request = OVSVport.New(
            header: .init(dpIfindex: datapath),
            type: type,
            name: name,
            options: options,
            upcallPid: [portID]
        )
        guard let number = try requests.perform(request).portNo else {
            throw .replyMissing(request: OVSVport.New.requestName)
        }
        return number
    }

    /// Takes over the upcalls of all ports, also of those that another program has registered for itself meanwhile.
    ///
    /// Ports that are added later are registered without it, see ``next(timeLimit:)``. There is nothing to do if upcalls
    /// are dispatched by processor.
    ///
    /// - Throws: `NetlinkError`.
    public mutating func registerPorts() throws(NetlinkError) {
        try ports?.registerAll(&requests)
    }
}

extension UpcallSocket {
    /// Looks for an upcall, and registers with ports that others add while there is none.
    ///
    /// - Parameters:
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    ///   - look: Looks for an upcall with the socket that receives them, for as long as it is told; it also gets the
    ///     socket that makes requests. Returns whether there was an upcall, whereupon nothing more is done.
    /// - Throws: What the closure throws, or why ports cannot be registered.
    @inlinable @inline(__always)
    mutating func receive(
        within timeLimit: Duration?,
        _ look: (inout NetlinkSocket, inout NetlinkSocket, Duration?) throws(NetlinkError) -> Bool
    ) throws(NetlinkError) {
        if isDispatchedByPort { return try receiveBesidePorts(within: timeLimit, look) }
        _ = try look(&upcalls, &requests, timeLimit)
    }

    /// Whether there are ports to be registered.
    @usableFromInline var isDispatchedByPort: Bool { ports != nil }

    /// Looks for an upcall by turns with ports that others add.
    @usableFromInline
    mutating func receiveBesidePorts(
        within timeLimit: Duration?,
        _ look: (inout NetlinkSocket, inout NetlinkSocket, Duration?) throws(NetlinkError) -> Bool
    ) throws(NetlinkError) {
        let deadline = Deadline(timeLimit)
        repeat {
            try ports?.takeTurn(&requests)
            if try look(&upcalls, &requests, .zero) { return }
        } while try ports?.wait(for: upcalls, &requests, before: deadline) ?? false
    }
}
