/// Resolves constants.
struct ConstantResolver {
    let family: String
    let reporter: Reporter

    func constant(_ definition: Spec.Definition) -> Constant {
        Constant(
            name: definition.name.value,
            documentation: definition.documentation,
            value: value(of: definition),
            cPrefix: definition.namePrefix ?? "\(family)-",
            location: reporter.location(of: definition.name.range)
        )
    }

    private func value(of definition: Spec.Definition) -> Constant.Value {
        switch definition.value?.value {
        case .name(let text): return .string(text)
        case .integer(let number):
            if let number = Int64(exactly: number) { return .integer(number) }
            reporter.error(
                "constant \(definition.name.value.quoted) does not fit 64 bits",
                at: definition.value?.range ?? definition.name.range
            )
        case nil where definition.isSound:
            reporter.error("constant \(definition.name.value.quoted) lacks a 'value'", at: definition.typeRange)
        case nil: break
        }
        return .integer(0)
    }
}
