extension Emitter {
    /// What reads an attribute of a message from an index.
    func read(_ property: MessagePlan.Property, in plan: MessagePlan) -> Code {
        let field = property.field
        let value = read(field.content, field.number, in: plan)
        guard property.isRequired, !field.content.hasEmptyValue else { return value }
        let text = value.text
        let inner = text.hasPrefix("try ") ? String(text.dropFirst(4)) : text
        return "try attributes.require(\(field.number), \(inner))"
    }

    private func read(_ content: FieldPlan.Content, _ number: Int, in plan: MessagePlan) -> Code {
        switch content {
        case .flag: return "attributes.contains(\(number))"
        case .integer(let integer): return read(integer, number)
        case .string: return "attributes.string(\(number))"
        case .bytes: return "attributes.array(\(number))"
        case .value(let type): return "try attributes.wireValue(\(number), as: \(type).self)"
        case .structure(let name): return "attributes.structure(\(number), as: \(name).self)"
        case .integers(let integer):
            return "try attributes.integers(\(number), of: \(integer.swiftType).self\(stored(integer, .always)))"
        case .bitfield32: return "attributes.bitfield32(\(number))"
        case .bitfield(let flags): return "attributes.bitfield(\(number), of: \(flags).self)"
        case .nest(let set) where set.isOrdered:
            return "try attributes.sequence(\(number), of: \(set.structure).self)"
        case .nest(let set):
            let selector: Code = set.selector.map { ", selector: \(read($0))" } ?? ""
            return "try attributes.nest(\(number), as: \(set.structure).self\(selector))"
        case .subMessage(let use):
            let selector: Code = use.selector.map(read) ?? (plan.needsSelector ? "selector" : "nil")
            return "try attributes.subMessage(\(number), as: \(use.type).self, selector: \(selector))"
        case .indexedArray(let element):
            return "try attributes.indexedArray(\(number), of: \(element.swiftType).self\(stored(element)))"
        case .typeValues(let plan): return "try attributes.typeValues(\(number), as: \(plan.name).self)"
        case .list(.integer(let integer)) where integer.isVariable:
            return
                "try attributes.variableElements(\(number), of: \(integer.swiftType).self\(stored(integer, .always)))"
        case .list(let element):
            return "try attributes.elements(\(number), of: \(element.swiftType).self\(stored(element)))"
        }
    }

    /// What reads the attribute that chooses a format, as text.
    private func read(_ selector: SelectorPlan) -> Code {
        guard let integer = selector.integer else { return "attributes.string(\(selector.number))" }
        return "\(read(integer, selector.number))?.description"
    }

    /// What reads a number; views use it as well as structs.
    func read(_ integer: IntegerPlan, _ number: Int) -> Code {
        if integer.isVariable {
            let named = integer.named.map { ", as: \($0.name).self" } ?? ""
            return "attributes.\(integer.wireType.hasPrefix("U") ? "unsigned" : "signed")(\(number)\(named))"
        }
        return "attributes.value(\(number), as: \(integer.swiftType).self\(stored(integer, .ifOther)))"
    }

    /// When the type on the wire must be told.
    private enum Need {
        /// Whenever the values have names.
        case always

        /// When it or its byte order is another than that of the value.
        case ifOther
    }

    private func stored(_ content: FieldPlan.Content) -> String {
        if case .integer(let integer) = content { stored(integer, .ifOther) } else { "" }
    }

    /// The arguments for a type on the wire that is not the value's own, and for its byte order.
    private func stored(_ integer: IntegerPlan, _ need: Need) -> String {
        guard let named = integer.named else { return order(integer) }
        if need == .ifOther, named.rawType == integer.wireType, integer.order == .host { return "" }
        return ", stored: \(integer.wireType).self\(order(integer))"
    }
}

extension Emitter {
    /// What writes a property into a message.
    func write(_ property: MessagePlan.Property, to builder: String, _ plan: MessagePlan) -> Code {
        let field = property.field
        let name = SwiftName.declared(field.name)
        switch field.content {
        case .flag: return "if \(name) { \(builder).putFlag(\(field.number)) }"
        case .list(let element):
            return body("for element in \(name)", "\(builder).\(put("element", element, field))")
        default:
            let call: Code = "\(builder).\(put(name, field.content, field))"
            guard !property.isRequired else { return call }
            return body("if let \(fallback(field, plan) ?? name)", call)
        }
    }

    private func body(_ head: Code, _ call: Code) -> Code {
        if head.width + call.width <= 96 { return "\(head) { \(call) }" }
        return """
            \(head) {
                \(call)
            }
            """
    }

    /// A selector that is absent follows from the sub-message that it chooses.
    private func fallback(_ field: FieldPlan, _ plan: MessagePlan) -> String? {
        let subMessages = plan.properties.compactMap { property -> String? in
            guard case .subMessage(let use) = property.field.content,
                let selector = use.selector, selector.number == field.number
            else { return nil }
            let value = "\(property.field.name)?.selector"
            return selector.integer?.named.map { "\(value).flatMap(\($0.name).init(named:))" } ?? value
        }
        guard !subMessages.isEmpty else { return nil }
        return ([field.name + " = " + field.name] + subMessages).joined(separator: " ?? ")
    }

    /// The call that writes a value as an attribute.
    func put(_ value: String, _ content: FieldPlan.Content, _ field: FieldPlan) -> Code {
        let number = field.number
        switch content {
        case .flag: return "putFlag(\(number))"
        case .integer(let integer): return put(value, integer, field)
        case .string: return "put(\(number), string: \(value)\(lengths(field)))"
        case .bytes: return "put(\(number), bytes: \(value).rawSpan\(lengths(field)))"
        case .value: return "put(\(number), \(value)\(lengths(field)))"
        case .integers(let integer):
            return "put(\(number), integers: \(value)\(wire(integer, .always))\(lengths(field)))"
        case .indexedArray(.integer(let integer)): return "put(\(number), \(value)\(wire(integer, .ifOther)))"
        case .structure, .bitfield32, .bitfield, .nest, .subMessage, .indexedArray, .typeValues:
            return "put(\(number), \(value))"
        case .list(let element): return put(value, element, field)
        }
    }

    private func put(_ value: String, _ integer: IntegerPlan, _ field: FieldPlan) -> Code {
        let number = field.number
        let limits = limits(field)
        if integer.isVariable {
            return "putVariable(\(number), \(value)\(integer.named == nil ? "" : ".rawValue")\(limits))"
        }
        guard let named = integer.named else { return "put(\(number), \(value)\(order(integer))\(limits))" }
        let isSame = named.rawType == integer.wireType && integer.order == .host
        guard !limits.isEmpty else { return "put(\(number), \(value)\(isSame ? "" : wire(integer, .always)))" }
        return named.rawType == integer.wireType
            ? "put(\(number), \(value).rawValue\(order(integer))\(limits))"
            : "put(\(number), \(value).rawValue\(wire(integer, .always))\(limits))"
    }

    /// The arguments for a type on the wire that is not the value's own, and for its byte order.
    private func wire(_ integer: IntegerPlan, _ need: Need) -> String {
        guard let named = integer.named else { return order(integer) }
        if need == .ifOther, named.rawType == integer.wireType, integer.order == .host { return "" }
        return ", as: \(integer.wireType).self\(order(integer))"
    }

    /// The argument for a byte order that is not the host's.
    func order(_ integer: IntegerPlan) -> String {
        switch integer.order {
        case .host: ""
        case .big: ", order: .big"
        case .little: ", order: .little"
        }
    }

    func lengths(_ field: FieldPlan) -> String {
        field.limits.lengths.map { ", lengths: \($0.lowerBound)...\($0.upperBound)" } ?? ""
    }

    private func limits(_ field: FieldPlan) -> String {
        let minimum = field.limits.minimum.map { ", minimum: \($0)" } ?? ""
        let maximum = field.limits.maximum.map { ", maximum: \($0)" } ?? ""
        let mask = field.limits.mask.map { ", mask: \($0)" } ?? ""
        return minimum + maximum + mask
    }
}
