import Netlink
import OVSDatapath
import OVSVport
import OpenVSwitch

/// Follows datapaths and their ports while `ovs-dpctl` changes them.
///
/// - Parameter device: A device to be a port.
/// - Returns: The checks.
func followDatapaths(_ device: String) async -> Checks {
    var checks = Checks()
    print("\nfollowed datapaths")
    do {
        try await checks.follow(device)
    } catch {
        checks.expect(false, "followed datapaths to the end", "\(error)")
    }
    return checks
}

extension Checks {
    fileprivate mutating func follow(_ device: String) async throws {
        let netlink = try NetlinkConnection()
        var datapaths = netlink.follow(OVSDatapath.Get.Dump()).makeAsyncIterator()
        expect(try await datapaths.next()?.text(\.name), is: "snapshot []", "there is no datapath")
        _ = try Shell.lines("/sbin/ovs-dpctl add-dp followed")
        expect(try await datapaths.next()?.text(\.name), is: "added followed", "a datapath that somebody makes is told")

        var socket = try NetlinkSocket()
        let index = try socket.perform(OVSDatapath.Get(header: .init(), name: "followed")).header.dpIfindex
        var ports = netlink.follow(OVSVport.Get.Dump(header: .init(dpIfindex: index))).makeAsyncIterator()
        expect(try await ports.next()?.text(\.name), is: "snapshot [\"followed\"]", "it has its local port")
        _ = try Shell.lines("/sbin/ovs-dpctl add-if followed \(device)")
        expect(try await ports.next()?.text(\.name), is: "added \(device)", "a port that somebody adds is told")
        _ = try Shell.lines("/sbin/ovs-dpctl del-if followed \(device)")
        expect(try await ports.next()?.text(\.name), is: "removed \(device)", "so is its end")

        let setting = OVSDatapath.Set(header: .init(dpIfindex: index), userFeatures: .unaligned, masksCacheSize: 512)
        _ = try socket.perform(setting)
        expect(try await datapaths.next()?.text(\.name), is: "changed followed", "a changed setting is told")
        _ = try Shell.lines("/sbin/ovs-dpctl del-dp followed")
        // The tool sets features before it removes a datapath.
        var change = try await datapaths.next()
        while case .changed = change { change = try await datapaths.next() }
        expect(change?.text(\.name), is: "removed followed", "the end of the datapath is told")
    }
}

extension ObjectChange {
    /// What has happened to which objects.
    fileprivate func text(_ name: (Object) -> String?) -> String {
        switch self {
        case .snapshot(let objects): "snapshot \(objects.compactMap(name))"
        case .added(let object): "added \(name(object) ?? "?")"
        case .changed(let object, _): "changed \(name(object) ?? "?")"
        case .removed(let object): "removed \(name(object) ?? "?")"
        case .lost(let count): "lost \(count ?? 0)"
        case .resynchronized: "resynchronized"
        }
    }
}
