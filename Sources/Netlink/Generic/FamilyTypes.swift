/// The message types of generic netlink families that the kernel has told.
///
/// A list, since a socket speaks with few families: to compare two types takes an instruction, to hash a name a hundred.
struct FamilyTypes: Sendable {
    private var entries: [(family: any NetlinkFamily.Type, type: MessageType)] = []

    /// The message type of a family; `nil` if it has not been told yet.
    subscript(family: any NetlinkFamily.Type) -> MessageType? {
        get { entries.first { $0.family == family }?.type }
        set {
            entries.removeAll { $0.family == family }
            if let newValue { entries.append((family, newValue)) }
        }
    }
}
