extension Spec {
    /// A payload in one of several formats.
    struct SubMessage {
        let name: Located<String>
        let formats: List<Format>
    }

    /// A format of a sub-message.
    struct Format {
        let value: Located<String>
        let fixedHeader: Located<String>?
        let attributeSet: Located<String>?
    }
}

extension Spec.SubMessage: SpecObject {
    static let noun = "a sub-message"

    init?(from fields: inout Fields) {
        let name = fields.name(.init(dialects: []))
        formats = fields.list(.formats, .required)
        guard let name else { return nil }
        self.name = name
    }
}

extension Spec.Format: SpecObject {
    static let noun = "a format"

    init?(from fields: inout Fields) {
        let value = fields.string(.value, .required)
        fixedHeader = fields.string(.fixedHeader)
        attributeSet = fields.string(.attributeSet)
        guard let value else { return nil }
        self.value = value
    }
}
