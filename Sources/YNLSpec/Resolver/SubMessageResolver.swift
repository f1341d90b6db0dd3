/// Resolves sub-messages.
struct SubMessageResolver {
    let references: References
    let reporter: Reporter

    func subMessage(_ spec: Spec.SubMessage) -> SubMessage {
        reporter.reportRepeatedNames("format", spec.formats.elements, name: \.value)
        return SubMessage(
            name: spec.name.value,
            formats: spec.formats.elements.map(format),
            location: reporter.location(of: spec.name.range)
        )
    }

    private func format(_ spec: Spec.Format) -> SubMessage.Format {
        SubMessage.Format(
            value: spec.value.value,
            fixedHeader: spec.fixedHeader.flatMap(references.definitions.structure),
            attributeSet: spec.attributeSet.flatMap(references.attributeSets.id),
            location: reporter.location(of: spec.value.range)
        )
    }
}
