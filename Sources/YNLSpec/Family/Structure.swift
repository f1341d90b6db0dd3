/// A C struct that travels as such: a fixed header, or the payload of a binary attribute.
///
/// Members are laid out as a C compiler does on 64-bit Linux: every member at a multiple of its own alignment, the whole
/// padded to the largest one. The kernel's documentation calls specs "packed", but the bytes it sends are not (tc's
/// `tc_htb_opt` is 44 bytes on the wire, 38 when packed).
public struct Structure: Sendable, Hashable {
    /// Refers to a struct of the same family.
    public struct ID: Sendable, Hashable {
        /// The position in the family's array.
        public let index: Int
    }

    /// What a member holds.
    public enum MemberType: Sendable, Hashable {
        /// A number.
        case integer(IntegerType)

        /// A fixed number of bytes.
        case bytes(count: Int)

        /// A text in a field of fixed size, ended by a NUL if it is shorter.
        case string(count: Int)

        /// Another struct by value.
        case structure(Structure.ID)

        /// Filler that carries nothing.
        case padding(count: Int)
    }

    /// One member.
    public struct Member: Sendable, Hashable {
        /// The name in the spec.
        public let name: String

        /// What the member is for.
        public let documentation: String?

        /// What the member holds.
        public let type: MemberType

        /// How to print the member.
        public let displayHint: DisplayHint?

        /// The distance from the start of the struct, in bytes.
        public let offset: Int

        /// The size in bytes.
        public let size: Int

        /// Where the member stands.
        public let location: SourceLocation

        init(
            name: String,
            documentation: String?,
            type: MemberType,
            displayHint: DisplayHint?,
            offset: Int,
            size: Int,
            location: SourceLocation
        ) {
            self.name = name
            self.documentation = documentation
            self.type = type
            self.displayHint = displayHint
            self.offset = offset
            self.size = size
            self.location = location
        }
    }

    /// The name in the spec.
    public let name: String

    /// What the struct is for.
    public let documentation: String?

    /// The members in the order of the spec.
    public let members: [Member]

    /// The size in bytes, tail padding included.
    public let size: Int

    /// The alignment in bytes: 1, 2, 4 or 8.
    public let alignment: Int

    /// Where the definition stands.
    public let location: SourceLocation

    init(
        name: String,
        documentation: String?,
        members: [Member],
        size: Int,
        alignment: Int,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.members = members
        self.size = size
        self.alignment = alignment
        self.location = location
    }
}
