public import Netlink
public import OVSDatapath

/// Datapaths, by the interface index of their local port.
extension OVSDatapath.Get.Dump: FollowableDump {
    /// The group of datapaths.
    public var changeGroups: [MulticastGroup<OVSDatapath>] { [OVSDatapath.Groups.ovsDatapath] }

    /// The interface index of the local port.
    public func key(of datapath: OVSDatapath.Get.Reply) -> UInt32? { datapath.header.dpIfindex }

    /// What an event tells about datapaths.
    public func news(in event: OVSDatapath.Event) -> ObjectNews<OVSDatapath.Get.Reply> {
        switch event {
        case .get(let datapath), .new(let datapath), .set(let datapath): .present(datapath)
        case .del(let datapath): .gone(datapath)
        case .lost, .unknown: .unrelated
        }
    }
}
