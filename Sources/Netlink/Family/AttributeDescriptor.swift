/// One attribute of a set: its number, the kernel's name, and what its payload is.
public struct AttributeDescriptor: Sendable {
    /// What an attribute's payload is.
    public indirect enum PayloadType: Sendable {
        /// Nothing.
        case flag
        /// An unsigned number of 8 bits.
        case u8
        /// An unsigned number of 16 bits, in host byte order as all that follow.
        case u16
        /// An unsigned number of 32 bits.
        case u32
        /// An unsigned number of 64 bits.
        case u64
        /// A signed number of 8 bits.
        case s8
        /// A signed number of 16 bits.
        case s16
        /// A signed number of 32 bits.
        case s32
        /// A signed number of 64 bits.
        case s64
        /// An unsigned number of 32 or 64 bits, whichever is enough.
        case uint
        /// A signed number of 32 or 64 bits, whichever is enough.
        case sint
        /// A number in network byte order.
        case bigEndian(PayloadType)
        /// A number with its least significant byte first.
        case littleEndian(PayloadType)
        /// A number that reads best in hexadecimal digits.
        case hexadecimal(PayloadType)
        /// A number with names for its values or bits.
        case named(PayloadType, any NamedValue.Type)
        /// A text.
        case string
        /// Bytes.
        case bytes
        /// Bytes with a text form of their own, such as an address.
        case value(any WireValue.Type)
        /// A C struct.
        case structure(any WireStruct.Type)
        /// Numbers side by side.
        case integers(PayloadType)
        /// A value and a mask of its bits that count.
        case bitfield32
        /// A value and a mask of its bits that count, with names for the bits.
        case bitfield(any NamedValue.Type)
        /// Attributes.
        case nest(any AttributeSet.Type)
        /// Attributes whose order has a meaning.
        case sequence(any AttributeSet.Type)
        /// A payload whose format another attribute of this set chooses, or of the set so many nests further out.
        case subMessage(any SubMessage.Type, selector: String, outwardLevels: Int = 0)
        /// Elements, each in an attribute whose number is an index.
        case indexedArray(PayloadType)
        /// A chain of nests whose numbers are data, one for each name.
        case nestTypeValue([String], any AttributeSet.Type)
        /// The attribute may occur any number of times.
        case list(PayloadType)

        /// The size of a number in bytes; 0 for one of variable size, `nil` for what is no number.
        public var integerSize: Int? {
            switch self {
            case .u8, .s8: 1
            case .u16, .s16: 2
            case .u32, .s32: 4
            case .u64, .s64: 8
            case .uint, .sint: 0
            case .bigEndian(let number), .littleEndian(let number), .hexadecimal(let number): number.integerSize
            case .named(let number, _): number.integerSize
            default: nil
            }
        }

        /// Whether a number has a sign.
        var isSigned: Bool {
            switch self {
            case .s8, .s16, .s32, .s64, .sint: true
            case .bigEndian(let number), .littleEndian(let number), .hexadecimal(let number): number.isSigned
            case .named(let number, _): number.isSigned
            default: false
            }
        }

        /// The order of a number's bytes.
        var byteOrder: ByteOrder {
            switch self {
            case .bigEndian: .big
            case .littleEndian: .little
            case .hexadecimal(let number), .named(let number, _): number.byteOrder
            default: .host
            }
        }
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
