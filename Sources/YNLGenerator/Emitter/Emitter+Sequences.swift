extension Emitter {
    /// A set that is a sequence: an enum with a case for each attribute.
    func sequence(_ plan: AttributeSetPlan) -> Code {
        guard case .sequence(let name) = plan.role else { return "" }
        let cases: [Code] = plan.fields.map { field in
            """
            \(field.comment.code(indentation: 8))
            case \(SwiftName.declared(field.name))\(payload(field))
            """
        }
        let decoding: [Code] = plan.fields.map { "case \($0.number): self = .\($0.name)\(decoded($0))" }
        let encoding: [Code] = plan.fields.map { field in
            let binding = field.content == .flag ? "" : "(let value)"
            return "case .\(field.name)\(binding): attributes.\(put("value", field.content, field))"
        }
        return """
            \(plan.comment.code(indentation: 4))
            \(access)indirect enum \(name): AttributeSequenceElement {
                \(Code.declarations(cases))
                /// An attribute that the spec does not know, by its number.
                case unknown(UInt16, [UInt8])

                /// Decodes an attribute.
                \(access)init(_ attribute: Attribute) throws(DecodeError) {
                    switch attribute.number {
                    \(decoding)
                    default: self = .unknown(UInt16(truncatingIfNeeded: attribute.number), [UInt8](attribute.payload.span))
                    }
                }

                /// Writes the attribute.
                \(access)func encode(into attributes: inout AttributeBuilder<\(name)>) {
                    switch self {
                    \(encoding)
                    case .unknown(let number, let bytes): attributes.put(number, bytes: bytes.rawSpan)
                    }
                }

                \(attributes(plan))
            }
            """
    }

    private func payload(_ field: FieldPlan) -> String {
        field.content == .flag ? "" : "(\(field.content.swiftType))"
    }

    /// What reads an element's payload.
    private func decoded(_ field: FieldPlan) -> Code {
        switch field.content {
        case .flag: return ""
        case .nest(let set) where set.isOrdered:
            return "(try attribute.payload.sequence(of: \(set.structure).self))"
        case .integer(let integer):
            guard let named = integer.named else {
                return "(try attribute.payload.integer(\(integer.wireType).self\(order(integer))))"
            }
            if named.rawType == integer.wireType, integer.order == .host {
                return "(try \(named.name)(attribute: attribute.payload))"
            }
            let stored: Code = "stored: \(integer.wireType).self\(order(integer))"
            return "(try attribute.payload.named(\(named.name).self, \(stored)))"
        default: return "(try \(field.content.swiftType)(attribute: attribute.payload))"
        }
    }
}
