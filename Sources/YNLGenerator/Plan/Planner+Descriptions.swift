import YNLSpec

extension Planner {
    /// The attribute's type in words.
    func typeDescription(_ attribute: Attribute) -> String {
        let type = typeName(attribute.type)
        return [attribute.isMulti ? "list of \(type)" : type, limitDescription(attribute)]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func typeName(_ type: Attribute.PayloadType) -> String {
        switch type {
        case .unused: "unused"
        case .pad: "pad"
        case .flag: "flag"
        case .integer(let integer): integerName(integer)
        case .integerArray(let integer): "binary, each \(integerName(integer))"
        case .string: "string"
        case .bytes: "binary"
        case .structure(let id): "struct `\(family[id].name)`"
        case .bitfield32: "bitfield32"
        case .nest(let id): "nest of `\(family[id].name)`"
        case .foreignNest(let set): "nest of `\(set.family)` `\(set.attributeSet)`"
        case .indexedArray(let element): "array, each \(typeName(element))"
        case .nestTypeValue(let names, _): "nests by \(names.map { "`\($0)`" }.joined(separator: " and "))"
        case .subMessage(_, let selector): "sub-message by `\(selector.name)`"
        }
    }

    private func integerName(_ integer: IntegerType) -> String {
        let name: String
        if integer.width == .variable {
            name = integer.isSigned ? "sint" : "uint"
        } else {
            name = (integer.isSigned ? "s" : "u") + "\(integer.width.rawValue * 8)"
        }
        return integer.byteOrder.map { "\(name), \($0.rawValue)" } ?? name
    }

    private func limitDescription(_ attribute: Attribute) -> String {
        let checks = attribute.checks
        if let exact = checks.exactLength { return "\(exact) bytes" }
        switch (checks.minimumLength, checks.maximumLength) {
        case (let least?, let most?): return "\(least) to \(most) bytes"
        case (let least?, nil): return "\(least) bytes or more"
        case (nil, let most?): return "\(most) bytes or fewer"
        case (nil, nil): break
        }
        switch (checks.minimum, checks.maximum) {
        case (let least?, let most?): return "\(least) to \(most)"
        case (let least?, nil): return "\(least) or more"
        case (nil, let most?): return "\(most) or less"
        case (nil, nil): return ""
        }
    }
}

extension Planner {
    /// The attribute's place in the description of its set.
    func descriptor(of attribute: Attribute, _ content: FieldPlan.Content) -> String {
        let type = descriptor(of: content, attribute)
        return attribute.isMulti ? ".list(\(type))" : type
    }

    private func descriptor(of content: FieldPlan.Content, _ attribute: Attribute) -> String {
        switch content {
        case .flag: return ".flag"
        case .integer(let integer): return descriptor(of: integer, isHexadecimal: attribute.displayHint == .hex)
        case .string: return ".string"
        case .bytes: return ".bytes"
        case .value(let type): return ".value(\(type).self)"
        case .structure(let name): return ".structure(\(name).self)"
        case .integers(let integer):
            return ".integers(\(descriptor(of: integer)))"
        case .bitfield32: return ".bitfield32"
        case .bitfield(let flags): return ".bitfield(\(flags).self)"
        case .nest(let set): return "\(set.isOrdered ? ".sequence" : ".nest")(\(set.attributes).self)"
        case .subMessage(let use):
            guard case .subMessage(_, let selector) = attribute.type else { return ".bytes" }
            let level = selector.outwardLevels == 0 ? "" : ", outwardLevels: \(selector.outwardLevels)"
            return ".subMessage(\(use.type).self, selector: \(selector.name.swiftLiteral)\(level))"
        case .indexedArray(let element): return ".indexedArray(\(descriptor(of: element, attribute)))"
        case .list(let element): return descriptor(of: element, attribute)
        case .typeValues(let plan):
            let names = plan.kernelNames.map(\.swiftLiteral).joined(separator: ", ")
            return ".nestTypeValue([\(names)], \(plan.contents.attributes).self)"
        }
    }

    private func descriptor(of integer: IntegerPlan, isHexadecimal: Bool = false) -> String {
        var type = "." + name(of: integer)
        switch integer.order {
        case .host: break
        case .big: type = ".bigEndian(\(type))"
        case .little: type = ".littleEndian(\(type))"
        }
        if let named = integer.named { return ".named(\(type), \(named.name).self)" }
        return isHexadecimal ? ".hexadecimal(\(type))" : type
    }

    private func name(of integer: IntegerPlan) -> String {
        let isSigned = integer.wireType.hasPrefix("I")
        if integer.isVariable { return isSigned ? "sint" : "uint" }
        return (isSigned ? "s" : "u") + "\(Self.bits(of: integer.wireType))"
    }
}
