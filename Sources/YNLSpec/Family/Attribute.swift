/// One attribute of a set.
public struct Attribute: Sendable, Hashable {
    /// What an attribute's payload is.
    public indirect enum PayloadType: Sendable, Hashable {
        /// A number that is never sent.
        case unused

        /// Filler before 64-bit data; skipped when received, never sent.
        case pad

        /// Nothing: the attribute's presence says it all.
        case flag

        /// A number.
        case integer(IntegerType)

        /// A text with a NUL at its end.
        case string

        /// Bytes without further structure.
        case bytes

        /// A C struct.
        case structure(Structure.ID)

        /// Numbers side by side (`binary` with `sub-type`).
        case integerArray(IntegerType)

        /// 32 bits and a mask of those that count.
        case bitfield32(Enumeration.ID?)

        /// Attributes.
        case nest(AttributeSet.ID)

        /// Attributes of another family's set, as an overlay says.
        case foreignNest(ForeignAttributeSet)

        /// Attributes whose number is an index and whose payload is the element.
        case indexedArray(element: PayloadType)

        /// A chain of nests whose numbers are data, one for each name; the innermost holds attributes.
        case nestTypeValue(names: [String], AttributeSet.ID)

        /// A payload whose format depends on the value of another attribute.
        case subMessage(SubMessage.ID, selector: Selector)
    }

    /// The attribute that chooses a sub-message's format.
    public struct Selector: Sendable, Hashable {
        /// The attribute's name.
        public let name: String

        /// How many nests further out the attribute stands: 0 is the same set.
        public let outwardLevels: Int

        init(name: String, outwardLevels: Int) {
            self.name = name
            self.outwardLevels = outwardLevels
        }
    }

    /// The name in the spec.
    public let name: String

    /// The number on the wire, 0 to 16,383.
    public let number: Int

    /// What the attribute is for.
    public let documentation: String?

    /// What the payload is.
    public let type: PayloadType

    /// Whether the attribute may occur any number of times, its value being the list of them.
    public let isMulti: Bool

    /// What the kernel accepts.
    public let checks: Checks

    /// How to print the value.
    public let displayHint: DisplayHint?

    /// The prefix of the attribute's C name in kebab case: the set's, unless the attribute has its own.
    public let cPrefix: String

    /// Where the attribute stands.
    public let location: SourceLocation

    init(
        name: String,
        number: Int,
        documentation: String?,
        type: PayloadType,
        isMulti: Bool,
        checks: Checks,
        displayHint: DisplayHint?,
        cPrefix: String,
        location: SourceLocation
    ) {
        self.name = name
        self.number = number
        self.documentation = documentation
        self.type = type
        self.isMulti = isMulti
        self.checks = checks
        self.displayHint = displayHint
        self.cPrefix = cPrefix
        self.location = location
    }
}

extension Attribute {
    /// The attribute with a payload that refers to no other part of the family: bytes in the place of nests, structs and
    /// the like, and numbers without names.
    public var withoutReferences: Attribute {
        let payload: PayloadType =
            switch type {
            case .integer(let integer): .integer(integer.withoutNames)
            case .bitfield32: .bitfield32(nil)
            case .unused, .pad, .flag, .string, .bytes: type
            case .structure, .integerArray, .nest, .foreignNest, .indexedArray, .nestTypeValue, .subMessage: .bytes
            }
        return Attribute(
            name: name,
            number: number,
            documentation: documentation,
            type: payload,
            isMulti: isMulti,
            checks: checks,
            displayHint: displayHint,
            cPrefix: cPrefix,
            location: location
        )
    }
}

/// What the kernel accepts in an attribute; senders check it beforehand.
public struct Checks: Sendable, Hashable {
    /// The least value of a number.
    public var minimum: Int64?

    /// The greatest value of a number; it may need all 64 bits.
    public var maximum: UInt64?

    /// The least length of the payload in bytes; for a string without its NUL.
    public var minimumLength: Int?

    /// The greatest length of the payload in bytes; for a string without its NUL.
    public var maximumLength: Int?

    /// The only length the payload may have.
    public var exactLength: Int?

    /// The bits that may be set.
    public var flagsMask: UInt64?

    /// Whether a string may come without its NUL.
    public var mayBeUnterminated: Bool

    /// Creates checks that allow everything.
    public init() {
        mayBeUnterminated = false
    }
}

/// An attribute set of another family, and the Swift module that has its types.
public struct ForeignAttributeSet: Sendable, Hashable {
    /// The other family's name.
    public let family: String

    /// The set's name in that family.
    public let attributeSet: String

    /// The Swift module with the bindings of that family.
    public let module: String

    /// Whether the set is a sequence: the order of its attributes has a meaning.
    public let isOrdered: Bool

    /// Where the overlay says so.
    public let location: SourceLocation

    init(family: String, attributeSet: String, module: String, isOrdered: Bool, location: SourceLocation) {
        self.family = family
        self.attributeSet = attributeSet
        self.module = module
        self.isOrdered = isOrdered
        self.location = location
    }
}
