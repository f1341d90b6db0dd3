@testable import Netlink

/// Objects are followed by their indices without the hundreds; 0 is none, and objects named `left out` are left out.
extension Demo.List: FollowableDump {
    var changeGroups: [MulticastGroup<Demo>] { [] }

    func key(of object: Demo.Object) -> UInt32? { object.index == 0 ? nil : object.index % 100 }

    func includes(_ object: Demo.Object) -> Bool { object.name != "left out" }

    func news(in event: Demo.Event) -> ObjectNews<Demo.Object> { .unrelated }

    func isSame(_ object: Demo.Object, as known: Demo.Object) -> Bool { object.index == known.index }
}
