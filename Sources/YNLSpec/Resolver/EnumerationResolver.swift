/// Resolves enumerations and flag sets: numbers their entries.
struct EnumerationResolver {
    let family: String
    let numbers: NamedNumbers
    let reporter: Reporter

    /// The highest bit that any number on the wire has.
    private static let highestBit: Int64 = 63

    /// The enumeration that a definition stands for; `nil` for constants and structs.
    func enumeration(_ definition: Spec.Definition) -> Enumeration? {
        guard let kind = kind(of: definition) else { return nil }
        return Enumeration(
            name: definition.name.value,
            documentation: definition.documentation,
            kind: kind,
            entries: entries(of: definition, kind),
            cPrefix: definition.namePrefix ?? "\(family)-\(definition.name.value)-",
            cHeader: definition.header,
            location: reporter.location(of: definition.name.range)
        )
    }

    private func kind(of definition: Spec.Definition) -> Enumeration.Kind? {
        switch definition.kind?.value {
        case .enum: .values
        case .flags: .flags
        default: nil
        }
    }

    private func entries(of definition: Spec.Definition, _ kind: Enumeration.Kind) -> [Enumeration.Entry] {
        guard let list = definition.entries else {
            if definition.isSound {
                reporter.error("\(definition.name.value.quoted) lacks the list 'entries'", at: definition.typeRange)
            }
            return []
        }
        reporter.reportRepeatedNames("entry", list.elements, name: \.name)
        var next = start(of: definition)
        return list.elements.compactMap { entry in
            let value = entry.value.map { Int64($0.value) } ?? next
            next = value.flatMap(\.successor)
            guard let value = checked(value, kind, entry) else { return nil }
            return Enumeration.Entry(
                name: entry.name.value,
                value: value,
                documentation: entry.documentation,
                location: reporter.location(of: entry.name.range)
            )
        }
    }

    private func start(of definition: Spec.Definition) -> Int64? {
        guard let start = definition.valueStart else { return 0 }
        guard let number = numbers.number(start) else { return 0 }
        return Int64(exactly: number)
    }

    private func checked(_ value: Int64?, _ kind: Enumeration.Kind, _ entry: Spec.Entry) -> Int64? {
        let range = entry.value?.range ?? entry.name.range
        guard let value else {
            reporter.error("the value of \(entry.name.value.quoted) does not fit 64 bits", at: range)
            return nil
        }
        guard kind == .values || (0...Self.highestBit).contains(value) else {
            reporter.error(
                "\(entry.name.value.quoted) is bit \(value); a flag is one of the bits 0 to \(Self.highestBit)",
                at: range
            )
            return nil
        }
        return value
    }
}

extension Int64 {
    /// The next greater number, if there is one.
    fileprivate var successor: Int64? { self == .max ? nil : self + 1 }
}
