/// An attribute set: the description of its attributes, a view, a builder and, for nests, a struct.
struct AttributeSetPlan: Hashable {
    /// What the set is in its messages.
    enum Role: Hashable {
        /// The top level of messages, behind a fixed header if there is one.
        case message(header: String?)

        /// The contents of a nest; the struct holds all attributes.
        case nest(structure: String)

        /// A sequence in a nest; each attribute is a case of the enum.
        case sequence(element: String)
    }

    /// The kernel's name.
    var kernelName: String

    /// What the set is for.
    var comment: DocComment

    /// The enum that conforms to `AttributeSet`.
    var attributesName: String

    /// The view's name.
    var viewName: String

    /// What the set is in its messages.
    var role: Role

    /// Whether attributes that hold the set are marked as nests.
    var isMarked: Bool

    /// Whether a sub-message in the set needs the value of an attribute around it.
    var needsSelector: Bool

    /// Whether requests hold the set, or nothing does.
    var isSent: Bool

    /// The characters of the set's `AttributeLayout`.
    var layout: String

    /// The type that holds an index of the set.
    var slotsType: String

    /// The attributes that can be sent, in the order of the spec.
    var fields: [FieldPlan]
}
