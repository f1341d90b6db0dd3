public import Netlink
public import OVSVport

/// Ports of one datapath, by their number.
///
/// The kernel does not tell of ports that go together with their datapath (`__dp_destroy`): whoever follows ports wants
/// to follow the datapaths too.
extension OVSVport.Get.Dump: FollowableDump {
    /// The group of ports.
    public var changeGroups: [MulticastGroup<OVSVport>] { [OVSVport.Groups.ovsVport] }

    /// The number, if the port is one of the request's datapath.
    public func key(of port: OVSVport.Get.Reply) -> UInt32? {
        port.header.dpIfindex == header.dpIfindex ? port.portNo : nil
    }

    /// What an event tells about ports.
    public func news(in event: OVSVport.Event) -> ObjectNews<OVSVport.Get.Reply> {
        switch event {
        case .get(let port), .new(let port), .set(let port): .present(port)
        case .del(let port): .gone(port)
        case .lost, .unknown: .unrelated
        }
    }
}
