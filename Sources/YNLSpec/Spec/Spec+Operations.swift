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
        model = fields.decode(.enumModel, as: Located<Family.OperationModel>.self)?.value ?? .unified
        fixedHeader = fields.string(.fixedHeader, in: .withStructures)
        namePrefix = fields.string(.namePrefix)?.value
        asyncPrefix = fields.string(.asyncPrefix)?.value
        list = fields.list(.list, .required)
        for key in [.enumName, .asyncEnum] as [SpecKey] { _ = fields.stringOrNull(key, nullIn: .withCNames) }
    }
}

extension Family.OperationModel: SchemaWord {
    static let noun = "enum model"

    var dialects: Dialects { self == .directional ? .withStructures : .all }
}
