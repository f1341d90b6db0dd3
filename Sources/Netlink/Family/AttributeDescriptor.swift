/// One attribute of a set: its number, the kernel's name, and what its payload is.
public struct AttributeDescriptor: Sendable {
    /// What an attribute's payload is.
    public indirect enum PayloadType: Sendable {
        /// Nothing.
        case flag
        /// An unsigned number in host byte order.
        case unsigned
        /// A signed number in host byte order.
        case signed
        /// An unsigned number in network byte order.
        case unsignedBigEndian
        /// A signed number in network byte order.
        case signedBigEndian
        /// An unsigned number with its least significant byte first.
        case unsignedLittleEndian
        /// A number in host byte order that reads best in hexadecimal digits.
        case hexadecimal
        /// A number in host byte order with names for its values or bits.
        case named(any NamedValue.Type)
        /// A number in network byte order with names for its values or bits.
        case namedBigEndian(any NamedValue.Type)
        /// A text.
        case string
        /// Bytes.
        case bytes
        /// Bytes with a text form of their own, such as an address.
        case value(any WireValue.Type)
        /// A C struct.
        case structure(any WireStruct.Type)
        /// Numbers of so many bytes side by side.
        case integers(PayloadType, size: Int)
        /// A value and a mask of its bits that count.
        case bitfield32
        /// A value and a mask of its bits that count, with names for the bits.
        case bitfield(any NamedValue.Type)
        /// Attributes.
        case nest(any AttributeSet.Type)
        /// A payload whose format another attribute of this set chooses, or of the set so many nests further out.
        case subMessage(any SubMessage.Type, selector: String, outwardLevels: Int = 0)
        /// Elements, each in an attribute whose number is an index.
        case indexedArray(PayloadType)
        /// A chain of nests whose numbers are data, one for each name.
        case nestTypeValue([String], any AttributeSet.Type)
        /// The attribute may occur any number of times.
        case list(PayloadType)
    }

    /// The number on the wire.
    public let number: UInt16

    /// The kernel's name.
    public let name: String

    /// What the payload is.
    public let type: PayloadType

    /// Creates a description.
    public init(_ number: UInt16, _ name: String, _ type: PayloadType) {
        self.number = number
        self.name = name
        self.type = type
    }
}
