/// A sub-message as an enum with a case for each format.
struct SubMessagePlan: Hashable {
    /// One format.
    struct Format: Hashable {
        /// The case's name.
        var name: String

        /// The selector's value.
        var selector: String

        /// The C struct at the front.
        var header: String?

        /// The attributes behind it.
        var set: FieldPlan.SetName?
    }

    var name: String
    var comment: DocComment
    var formats: [Format]
}
