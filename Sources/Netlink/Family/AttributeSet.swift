/// A number space of attributes, as a type: the top level of a message, or the contents of a nest.
///
/// Generated code has a caseless enum for each set. It ties an ``AttributeBuilder`` to its attributes, tells an
/// ``AttributeIndex`` their layout, and describes them to error messages and printing.
public protocol AttributeSet: SendableMetatype {
    /// What each attribute holds, by number.
    static var layout: AttributeLayout { get }

    /// The set's attributes with the kernel's names.
    static var descriptor: AttributeSetDescriptor { get }
}

/// The attribute set at the top level of a family's messages, and the fixed header in front of it.
public protocol MessageAttributeSet: AttributeSet {
    /// The family that the messages belong to.
    associatedtype Family: NetlinkFamily

    /// The struct between the netlink headers and the attributes.
    associatedtype Header: WireStruct = NoHeader
}

extension MessageAttributeSet {
    /// The offset of the fixed header in a message, in bytes.
    @inlinable public static var headerOffset: Int {
        @inline(__always) get { MessageHeader.size + Family.protocolHeaderSize }
    }

    /// The offset of the first attribute in a message, in bytes.
    @inlinable public static var attributesOffset: Int {
        @inline(__always) get { headerOffset + (Header.size + 3) & ~3 }
    }
}

/// The attribute set of a message without attributes.
public enum NoAttributes<Family: NetlinkFamily, Header: WireStruct>: MessageAttributeSet {
    /// No attribute is known.
    @inlinable public static var layout: AttributeLayout { "" }

    /// A description without attributes.
    public static var descriptor: AttributeSetDescriptor { AttributeSetDescriptor("none", []) }
}

/// Attributes that go by number alone.
public enum AnyAttributes: AttributeSet {
    /// No attribute is known.
    @inlinable public static var layout: AttributeLayout { "" }

    /// A description without attributes.
    public static let descriptor = AttributeSetDescriptor("any", [])
}

/// What an attribute set holds: enough to name and print what is in a message.
public struct AttributeSetDescriptor: Sendable {
    /// The set's name in its spec.
    public let name: String

    /// The attributes, by number.
    let attributes: [UInt16: AttributeDescriptor]

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - name: The set's name in its spec.
    ///   - attributes: The attributes; of two with one number the later counts.
    public init(_ name: String, _ attributes: [AttributeDescriptor]) {
        self.name = name
        self.attributes = Dictionary(attributes.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    }

    /// The description of an attribute, or `nil` if its number is unknown.
    public subscript(number: Int) -> AttributeDescriptor? {
        UInt16(exactly: number).flatMap { attributes[$0] }
    }

    /// The name of an attribute, or `attr-` and its number if that is unknown.
    public func name(of number: Int) -> String {
        self[number]?.name ?? "attr-\(number)"
    }
}

/// One attribute of a set.
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
        /// A number with names for its values or bits.
        case named(any NamedValue.Type)
        /// A text.
        case string
        /// Bytes.
        case bytes
        /// A C struct.
        case structure(any WireStruct.Type)
        /// A value and a mask of its bits that count.
        case bitfield32
        /// Attributes.
        case nest(any AttributeSet.Type)
        /// Elements, each in an attribute whose number is an index.
        case indexedArray(PayloadType)
        /// A chain of nests whose numbers are data, one for each name.
        case nestTypeValue([String], any AttributeSet.Type)
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
