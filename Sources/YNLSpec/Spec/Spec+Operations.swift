extension Spec {
    /// The operations of a family, and what they have in common.
    struct Operations {
        var model: Family.OperationModel = .unified
        var fixedHeader: Located<String>?
        var namePrefix: String?
        var asyncPrefix: String?
        var list = List<Operation>(isComplete: false)
    }
}

extension Spec.Operations: SpecObject {
    static let noun = "operations"

    init?(from fields: inout Fields) {
        model = fields.decode("enum-model", as: Located<Family.OperationModel>.self)?.value ?? .unified
        fixedHeader = fields.string("fixed-header", in: .withStructures)
        namePrefix = fields.string("name-prefix")?.value
        asyncPrefix = fields.string("async-prefix")?.value
        list = fields.list("list", .required)
        for key in ["enum-name", "async-enum"] { _ = fields.stringOrNull(key, nullIn: .withCNames) }
    }
}

extension Family.OperationModel: SchemaWord {
    static let noun = "enum model"

    var dialects: Dialects { self == .directional ? .withStructures : .all }
}
