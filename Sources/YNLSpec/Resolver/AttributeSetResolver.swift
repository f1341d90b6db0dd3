/// Resolves attribute sets.
struct AttributeSetResolver {
    let spec: Spec
    let references: References
    let numbering: AttributeNumbering
    let payloads: PayloadResolver
    let checks: ChecksResolver
    let reporter: Reporter

    /// The sets in the order of the spec.
    func attributeSets() -> [AttributeSet] {
        spec.attributeSets.elements.enumerated().map { index, set in
            AttributeSet(
                name: set.name.value,
                documentation: set.documentation,
                parent: set.parent.flatMap { references.attributeSets[$0.value] },
                attributes: numbering.members[index].compactMap { attribute($0, in: AttributeSet.ID(index: index)) },
                cPrefix: numbering.cPrefixes[index],
                location: reporter.location(of: set.name.range)
            )
        }
    }

    private func attribute(_ attribute: NumberedAttribute, in set: AttributeSet.ID) -> Attribute? {
        let checks = checks.checks(attribute.spec.checks)
        guard let own = payloads.payload(of: attribute.spec, in: set) else { return nil }
        return Attribute(
            name: attribute.spec.name.value,
            number: attribute.number,
            documentation: attribute.spec.documentation,
            type: attribute.foreignNest.map { foreignNest($0, replacing: own, of: attribute.spec) } ?? own,
            isMulti: attribute.spec.isMulti ?? false,
            checks: checks,
            displayHint: attribute.spec.displayHint,
            cPrefix: attribute.cPrefix,
            location: reporter.location(of: attribute.spec.name.range)
        )
    }

    private func foreignNest(
        _ nest: Overlay.Nest,
        replacing payload: Attribute.PayloadType,
        of attribute: Spec.Attribute
    ) -> Attribute.PayloadType {
        guard payload == .bytes else {
            reporter.error(
                "only a 'binary' attribute can be a nest of another family",
                at: nest.path.range,
                notes: [.init(message: "\(attribute.name.value.quoted) is defined here", range: attribute.name.range)]
            )
            return payload
        }
        return .foreignNest(nest.attributeSet)
    }
}
