extension OVSFlow.Action {
    /// Sends a packet to a port, without its outermost VLAN header.
    public static func untagged(to port: UInt32) -> [OVSFlow.Action] { [.popVlan, .output(port)] }
}
