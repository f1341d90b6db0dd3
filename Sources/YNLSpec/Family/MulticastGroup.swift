/// A multicast group that a family sends notifications to.
public struct MulticastGroup: Sendable, Hashable {
    /// Refers to a multicast group of the same family.
    public struct ID: Sendable, Hashable {
        /// The position in the family's array.
        public let index: Int
    }

    /// The name, as the kernel's controller knows it.
    public let name: String

    /// The number of a raw family's group; generic netlink assigns numbers at run time.
    public let number: Int?

    /// Where the group stands.
    public let location: SourceLocation

    init(name: String, number: Int?, location: SourceLocation) {
        self.name = name
        self.number = number
        self.location = location
    }
}
