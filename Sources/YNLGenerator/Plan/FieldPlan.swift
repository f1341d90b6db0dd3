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

        /// The Swift type of a C struct.
        case structure(String)

        /// `Bitfield32`.
        case bitfield32

        /// Another set.
        case nest(SetName)

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
    }

    /// How many bytes, or which numbers, the kernel accepts.
    struct Limits: Hashable {
        var lengths: ClosedRange<Int>?
        var minimum: String?
        var maximum: String?
        var mask: String?
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

    /// What the kernel accepts.
    var limits: Limits

    /// The attribute's place in a set's description, for example `.bytes`.
    var descriptor: String
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
        case .structure(let name): name
        case .bitfield32: "Bitfield32"
        case .nest(let set): set.structure
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
