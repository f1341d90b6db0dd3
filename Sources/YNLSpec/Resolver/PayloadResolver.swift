/// Resolves the types of attributes.
struct PayloadResolver {
    let references: References
    let selectors: SelectorResolver
    let reporter: Reporter

    /// What an attribute of a set holds; `nil` if the spec does not say so properly, which is reported.
    func payload(of attribute: Spec.Attribute, in set: AttributeSet.ID) -> Attribute.PayloadType? {
        guard attribute.isSound, let kind = attribute.kind?.value else { return nil }
        switch kind {
        case .unused: return .unused
        case .pad: return .pad
        case .flag: return .flag
        case .string: return .string
        case .binary: return binary(attribute)
        case .bitfield32: return .bitfield32(attribute.enumeration.flatMap(references.definitions.enumeration))
        case .nest: return nestedSet(of: attribute).map(Attribute.PayloadType.nest)
        case .indexedArray, .arrayNest: return element(of: attribute).map { .indexedArray(element: $0) }
        case .nestTypeValue: return nestTypeValue(attribute)
        case .subMessage: return subMessage(attribute, in: set)
        case .uint, .sint, .u8, .u16, .u32, .u64, .s8, .s16, .s32, .s64: return integer(kind, attribute)
        }
    }

    private func integer(_ kind: Spec.Attribute.Kind, _ attribute: Spec.Attribute) -> Attribute.PayloadType? {
        integerType(kind, attribute).map(Attribute.PayloadType.integer)
    }

    private func integerType(_ kind: Spec.Attribute.Kind, _ attribute: Spec.Attribute) -> IntegerType? {
        guard let format = IntegerFormat(kind) else { return nil }
        return references.definitions.integerType(
            format,
            byteOrder: attribute.byteOrder,
            enumeration: attribute.enumeration,
            asFlags: attribute.isEnumerationOfFlags ?? false
        )
    }

    private func binary(_ attribute: Spec.Attribute) -> Attribute.PayloadType? {
        if let name = attribute.structure {
            return references.definitions.structure(name).map(Attribute.PayloadType.structure)
        }
        guard let element = attribute.elementKind else { return .bytes }
        guard element.value != .uint, element.value != .sint, let type = integerType(element.value, attribute) else {
            reporter.error("a binary array must have numbers of a fixed width as 'sub-type'", at: element.range)
            return nil
        }
        return .integerArray(type)
    }

    private func nestedSet(of attribute: Spec.Attribute) -> AttributeSet.ID? {
        guard let name = attribute.nestedAttributes else {
            reporter.error(
                "attribute \(attribute.name.value.quoted) is a nest and lacks 'nested-attributes'",
                at: attribute.typeRange
            )
            return nil
        }
        return references.attributeSets.id(of: name)
    }

    private func element(of attribute: Spec.Attribute) -> Attribute.PayloadType? {
        let isOldSpelling = attribute.kind?.value == .arrayNest
        guard let kind = isOldSpelling ? attribute.kind : attribute.elementKind else {
            reporter.error(
                "attribute \(attribute.name.value.quoted) of type 'indexed-array' lacks a 'sub-type'",
                at: attribute.typeRange
            )
            return nil
        }
        switch kind.value {
        case .nest, .arrayNest: return nestedSet(of: attribute).map(Attribute.PayloadType.nest)
        case .string: return .string
        case .binary: return attribute.structure == nil ? .bytes : binary(attribute)
        default:
            if let integer = integer(kind.value, attribute) { return integer }
            reporter.error("an indexed array cannot have elements of type '\(kind.value.rawValue)'", at: kind.range)
            return nil
        }
    }

    private func nestTypeValue(_ attribute: Spec.Attribute) -> Attribute.PayloadType? {
        let names = attribute.typeValue?.elements.map(\.value) ?? []
        guard !names.isEmpty else {
            reporter.error(
                "attribute \(attribute.name.value.quoted) of type 'nest-type-value' lacks names in 'type-value'",
                at: attribute.typeRange
            )
            return nil
        }
        return nestedSet(of: attribute).map { .nestTypeValue(names: names, $0) }
    }

    private func subMessage(_ attribute: Spec.Attribute, in set: AttributeSet.ID) -> Attribute.PayloadType? {
        let selector = selectors.selector(of: attribute, in: set)
        guard let name = attribute.subMessage else {
            reporter.error(
                "attribute \(attribute.name.value.quoted) of type 'sub-message' lacks the name of a 'sub-message'",
                at: attribute.typeRange
            )
            return nil
        }
        guard let id = references.subMessages.id(of: name), let selector else { return nil }
        return .subMessage(id, selector: selector)
    }
}
