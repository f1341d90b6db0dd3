extension Emitter {
    /// A sub-message: an enum with a case for each format.
    func subMessage(_ plan: SubMessagePlan) -> Code {
        let cases: [Code] = plan.formats.map { format in
            """
            /// `\(format.selector)`\(contents(format)).
            case \(SwiftName.declared(format.name))\(payload(format))
            """
        }
        guard !plan.formats.isEmpty else { return withoutFormats(plan) }
        let formats: [Code] = plan.formats.map { "SubMessageFormat(\($0.selector.swiftLiteral)\(types($0)))" }
        let decoding: [Code] = plan.formats.map { "case \($0.selector.swiftLiteral): self = \(decoded($0))" }
        let selectors: [Code] = plan.formats.map { "case .\($0.name): \($0.selector.swiftLiteral)" }
        let encoding: [Code] = plan.formats.map { "case .\($0.name)\(binding($0)): attributes.\(put($0))" }
        return """
            \(plan.comment.code(indentation: 4))
            \(access)indirect enum \(plan.name): SubMessage {
                \(Code.declarations(cases))
                /// A format that the spec does not know.
                case unknown([UInt8])

                /// The formats with the kernel's names.
                \(access)static let formats: [SubMessageFormat] = [
                    \(Self.elements(formats))
                ]

                /// Decodes a payload.
                \(access)init(_ payload: Payload, selector: String?) throws(DecodeError) {
                    switch selector {
                    \(decoding)
                    default: self = .unknown([UInt8](payload.span))
                    }
                }

                /// The value of the attribute that chooses the format.
                \(access)var selector: String? {
                    switch self {
                    \(selectors)
                    case .unknown: nil
                    }
                }

                /// Writes the payload as an attribute.
                \(access)func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
                    switch self {
                    \(encoding)
                    case .unknown(let bytes): attributes.put(number, bytes: bytes.rawSpan)
                    }
                }
            }
            """
    }

    /// A sub-message of which no format is selected.
    private func withoutFormats(_ plan: SubMessagePlan) -> Code {
        """
        \(plan.comment.code(indentation: 4))
        \(access)indirect enum \(plan.name): SubMessage {
            /// A format that the bindings do not have.
            case unknown([UInt8])

            /// The formats with the kernel's names.
            \(access)static let formats: [SubMessageFormat] = []

            /// Decodes a payload.
            \(access)init(_ payload: Payload, selector: String?) throws(DecodeError) {
                self = .unknown([UInt8](payload.span))
            }

            /// The value of the attribute that chooses the format.
            \(access)var selector: String? { nil }

            /// Writes the payload as an attribute.
            \(access)func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
                switch self {
                case .unknown(let bytes): attributes.put(number, bytes: bytes.rawSpan)
                }
            }
        }
        """
    }

    private func contents(_ format: SubMessagePlan.Format) -> String {
        format.header == nil && format.set == nil ? ", which has no contents" : ""
    }

    private func payload(_ format: SubMessagePlan.Format) -> String {
        let types = [format.header, format.set?.structure].compactMap { $0 }
        return types.isEmpty ? "" : "(\(types.joined(separator: ", ")))"
    }

    private func types(_ format: SubMessagePlan.Format) -> String {
        let header = format.header.map { ", header: \($0).self" } ?? ""
        let attributes = format.set.map { ", attributes: \($0.attributes).self" } ?? ""
        return header + attributes
    }

    private func decoded(_ format: SubMessagePlan.Format) -> Code {
        switch (format.header, format.set) {
        case (nil, nil): ".\(format.name)"
        case (let header?, nil): ".\(format.name)(try \(header)(attribute: payload))"
        case (nil, let set?): ".\(format.name)(try \(set.structure)(payload))"
        case (let header?, let set?):
            ".\(format.name)(\(header)(payload), try \(set.structure)(payload.behind(\(header).self)))"
        }
    }

    private func binding(_ format: SubMessagePlan.Format) -> String {
        let names = [format.header.map { _ in "let header" }, format.set.map { _ in "let contents" }].compactMap { $0 }
        return names.isEmpty ? "" : "(\(names.joined(separator: ", ")))"
    }

    private func put(_ format: SubMessagePlan.Format) -> Code {
        switch (format.header, format.set) {
        case (nil, nil): "putEmpty(number)"
        case (_?, nil): "put(number, header)"
        case (nil, _?): "put(number, contents)"
        case (_?, _?): "put(number, header, contents)"
        }
    }
}
