import FlowKit
import Netlink

/// Nests of a family whose bindings another target of the package has.
@main
enum Packets {
    static func main() throws {
        let request = OVSPacket.Execute(
            header: .init(dpIfindex: 1),
            packet: [],
            key: OVSFlow.Key(),
            actions: OVSFlow.Action.untagged(to: 2)
        )
        print(request.actions.count)
    }
}
