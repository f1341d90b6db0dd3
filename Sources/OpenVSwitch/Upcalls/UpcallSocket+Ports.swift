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
