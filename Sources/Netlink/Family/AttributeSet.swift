/// A number space of attributes, as a type: the top level of a message, or the contents of a nest.
///
/// Generated code has a caseless enum for each set of messages; the set of a nest is the struct of its contents. The type
/// ties an ``AttributeBuilder`` to its attributes, tells an ``AttributeIndex`` their layout, and describes them to error
/// messages and printing.
public protocol AttributeSet: SendableMetatype {
    /// What each attribute holds, by number.
    static var layout: AttributeLayout { get }

    /// The set's attributes with the kernel's names.
    static var attributes: [AttributeDescriptor] { get }

    /// Whether an attribute that holds the set is marked as a nest (`NLA_F_NESTED`).
    ///
    /// Most are. Families from before Linux 5.2 neither send the mark nor expect it.
    static var isMarked: Bool { get }
}

extension AttributeSet {
    /// Yes.
    @inlinable public static var isMarked: Bool { true }
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

    /// None.
    public static var attributes: [AttributeDescriptor] { [] }
}

/// Attributes that go by number alone.
public enum AnyAttributes: AttributeSet {
    /// No attribute is known.
    @inlinable public static var layout: AttributeLayout { "" }

    /// None.
    public static var attributes: [AttributeDescriptor] { [] }
}

/// What an attribute set holds: enough to name and print what is in a message.
struct AttributeSetDescriptor: Sendable {
    /// The attributes.
    let attributes: [AttributeDescriptor]

    /// The description of an attribute, or `nil` if its number is unknown; of two with one number, that of the later.
    subscript(number: Int) -> AttributeDescriptor? {
        attributes.last { Int($0.number) == number }
    }

    /// The name of an attribute, or `attr-` and its number if that is unknown.
    func name(of number: Int) -> String {
        self[number]?.name ?? "attr-\(number)"
    }
}

extension AttributeSet {
    /// What the set holds.
    static var descriptor: AttributeSetDescriptor { AttributeSetDescriptor(attributes: attributes) }
}
