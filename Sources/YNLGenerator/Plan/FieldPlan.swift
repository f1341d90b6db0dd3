/// An attribute as a property, an accessor and a builder method.
struct FieldPlan: Hashable {
    /// What an attribute is in Swift.
    indirect enum Content: Hashable, Sendable {
        /// `Bool`.
        case flag

        /// An integer, or a type with names for its values.
        case integer(IntegerPlan)

        /// `String`.
        case string

        /// `[UInt8]`.
        case bytes

        /// A type of the runtime with a text form of its own, such as an address.
        case value(String)

        /// The Swift type of a C struct.
        case structure(String)

        /// An array of integers side by side.
        case integers(IntegerPlan)

        /// `Bitfield32`.
        case bitfield32

        /// `Bitfield` of a flag set.
        case bitfield(String)

        /// Another set.
        case nest(SetName)

        /// A payload whose format another attribute chooses.
        case subMessage(SubMessageUse)

        /// `IndexedArray` of elements.
        case indexedArray(Content)

        /// A chain of nests whose numbers are data.
        case typeValues(TypeValuePlan)

        /// Any number of attributes with the same number.
        case list(Content)
    }

    /// The names of a set's types.
    struct SetName: Hashable, Sendable {
        /// The struct that holds a nest's contents.
        var structure: String

        /// The enum that conforms to `AttributeSet`.
        var attributes: String

        /// The view.
        var view: String

        /// The attribute of the enclosing set that chooses the format of a sub-message inside.
        var selector: SelectorPlan?

        /// Whether the set belongs to another module.
        var isForeign = false

        /// Whether the set is a sequence, so that its contents are an array of enums.
        var isOrdered = false
    }

    /// How many bytes, or which numbers, the kernel accepts.
    struct Limits: Hashable {
        var lengths: ClosedRange<Int>?
        var minimum: String?
        var maximum: String?
        var mask: String?

        var isEmpty: Bool { self == Limits() }
    }

    /// The property's name.
    var name: String

    /// The kernel's name.
    var kernelName: String

    /// The attribute's number.
    var number: Int

    /// What the attribute is for, with its kernel name and type.
    var comment: DocComment

    /// What the attribute is.
    var content: Content

    /// Whether the property must be on the heap, since the set contains itself through it.
    var isIndirect = false

    /// What the kernel accepts.
    var limits: Limits

    /// The attribute's place in a set's description, for example `.bytes`.
    var descriptor: String
}

/// The attribute that chooses a sub-message's format.
struct SelectorPlan: Hashable, Sendable {
    /// The attribute's number.
    var number: Int

    /// The type with names for its values, and how it stands on the wire; `nil` for a string.
    var integer: IntegerPlan?
}

/// A sub-message as the type of an attribute.
struct SubMessageUse: Hashable, Sendable {
    /// The enum's name.
    var type: String

    /// The attribute of the same set that chooses the format; `nil` if it stands in the set around.
    var selector: SelectorPlan?
}

/// The struct that one entry of a `nest-type-value` attribute becomes.
struct TypeValuePlan: Hashable, Sendable {
    /// The struct's name.
    var name: String

    var comment: DocComment

    /// The properties for the numbers of the nests, from the outermost in.
    var values: [String]

    /// The kernel's names of these numbers.
    var kernelNames: [String]

    /// The property for the innermost contents.
    var contentsName: String

    /// The set inside.
    var contents: FieldPlan.SetName
}

extension FieldPlan.Content {
    /// The type of a value that is present.
    var swiftType: String {
        switch self {
        case .flag: "Bool"
        case .integer(let integer): integer.swiftType
        case .string: "String"
        case .bytes: "[UInt8]"
        case .value(let name), .structure(let name): name
        case .integers(let integer): "[\(integer.swiftType)]"
        case .bitfield32: "Bitfield32"
        case .bitfield(let flags): "Bitfield<\(flags)>"
        case .nest(let set): set.isOrdered ? "[\(set.structure)]" : set.structure
        case .subMessage(let use): use.type
        case .indexedArray(let element): "IndexedArray<\(element.swiftType)>"
        case .typeValues(let plan): "[\(plan.name)]"
        case .list(let element): "[\(element.swiftType)]"
        }
    }

    /// Whether absence has a value of the type itself: `false`, or an empty list.
    var hasEmptyValue: Bool {
        switch self {
        case .flag, .list: true
        default: false
        }
    }

    /// The value that stands for absence.
    var defaultValue: String {
        switch self {
        case .flag: "false"
        case .list: "[]"
        default: "nil"
        }
    }
}
