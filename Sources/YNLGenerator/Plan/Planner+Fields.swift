import YNLSpec

extension Planner {
    /// Decides about the attributes of a set, fillers left out.
    mutating func planFields(of id: AttributeSet.ID) -> [FieldPlan] {
        let set = family[id]
        let folder = "attribute-sets/\(set.name)"
        var members = NameScope(reserved: Self.reservedMembers, capacity: set.attributes.count)
        return set.attributes.compactMap { original in
            let attribute = selection.attribute(original, in: id)
            guard let content = content(of: attribute, in: id) else { return nil }
            let name = takeMember(
                SwiftName.member(attribute.name),
                in: &members,
                for: NameScope.Claimant(
                    kind: "attribute",
                    name: attribute.name,
                    folder: folder,
                    location: attribute.location
                )
            )
            let remark = "`\(attribute.name)`, \(typeDescription(attribute))"
            let isDocumented = attribute.documentation?.isEmpty == false
            let comment = DocComment(spec: attribute.documentation, fallback: remark + ".")
            return FieldPlan(
                name: name,
                kernelName: attribute.name,
                number: attribute.number,
                comment: isDocumented ? comment.remarking(remark) : comment,
                content: attribute.isMulti ? .list(content) : content,
                isIndirect: isIndirect(attribute, in: id),
                limits: limits(of: attribute, content),
                descriptor: descriptor(of: attribute, content)
            )
        }
    }

    /// Members that generated code or the runtime has in structs, views and builders.
    private static let reservedMembers: Set<String> = [
        "attributes", "command", "description", "encode", "hashValue", "header", "json", "message", "nest", "payload",
        "put", "putAttributes", "putEmpty", "putFlag", "putNest", "putVariable", "refuse", "unknownAttributes",
    ]
}

extension Planner {
    private func limits(of attribute: Attribute, _ content: FieldPlan.Content) -> FieldPlan.Limits {
        let checks = attribute.checks
        var limits = FieldPlan.Limits()
        switch content {
        case .bytes, .value:
            limits.lengths = lengths(checks, greatest: 65531)
        case .string:
            limits.lengths = lengths(checks, greatest: 65530)
        case .integers(let integer) where integer.named == nil:
            limits.lengths = lengths(checks, greatest: 65531)
        case .integer(let integer):
            limits.minimum = checks.minimum.flatMap { integer.admits(minimum: $0) ? "\($0)" : nil }
            limits.maximum = checks.maximum.flatMap { integer.admits(maximum: $0) ? "\($0)" : nil }
            limits.mask = checks.flagsMask.flatMap { integer.admits(mask: $0) ? "0x" + String($0, radix: 16) : nil }
        default: break
        }
        return limits
    }

    private func lengths(_ checks: Checks, greatest: Int) -> ClosedRange<Int>? {
        if let exact = checks.exactLength { return exact...exact }
        guard checks.minimumLength != nil || checks.maximumLength != nil else { return nil }
        let least = checks.minimumLength ?? 0
        return least...max(least, min(checks.maximumLength ?? greatest, greatest))
    }
}

extension IntegerPlan {
    private var bits: UInt64 { UInt64(wireType.drop { !$0.isNumber }) ?? 64 }
    private var isSigned: Bool { wireType.hasPrefix("I") }

    /// Whether a least value says more than the type does.
    fileprivate func admits(minimum: Int64) -> Bool {
        isSigned ? minimum > Int64.min >> (64 - bits) : minimum > 0
    }

    /// Whether a mask of bits says more than the type does, and can be a literal of it.
    fileprivate func admits(mask: UInt64) -> Bool {
        !isSigned && mask < UInt64.max >> (64 - bits)
    }

    /// Whether a greatest value says more than the type does.
    fileprivate func admits(maximum: UInt64) -> Bool {
        maximum < UInt64.max >> (64 - bits + (isSigned ? 1 : 0))
    }
}
