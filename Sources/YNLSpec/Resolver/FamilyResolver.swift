/// Resolves a spec: links every reference, assigns every number.
struct FamilyResolver {
    let spec: Spec
    let overlay: Overlay
    let source: SourceFile
    let reporter: Reporter

    func family() -> Family {
        checkLimits()
        let references = References(spec, reporter: reporter)
        let numbering = AttributeNumbering(spec, references.attributeSets, overlay, reporter: reporter)
        let subMessages = SubMessageResolver(references: references, reporter: reporter)
        return Family(
            name: spec.name.value,
            documentation: spec.documentation,
            dialect: spec.dialect,
            protocolNumber: spec.protocolNumber?.value,
            version: spec.version?.value ?? 1,
            uapiHeader: spec.uapiHeader ?? defaultHeader,
            operationModel: spec.operations.model,
            operationPrefix: operationPrefix,
            asynchronousPrefix: spec.operations.asyncPrefix ?? operationPrefix,
            constants: references.definitions.constants,
            enumerations: references.definitions.enumerations,
            structures: references.definitions.structures,
            attributeSets: attributeSets(references, numbering),
            subMessages: spec.subMessages.elements.map(subMessages.subMessage),
            operations: operations(references, numbering),
            multicastGroups: spec.multicastGroups.list.elements.map(group),
            bindings: bindings,
            source: source,
            location: reporter.location(of: spec.name.range)
        )
    }

    private func attributeSets(_ references: References, _ numbering: AttributeNumbering) -> [AttributeSet] {
        let selectors = SelectorResolver(spec, references, numbering, reporter: reporter)
        let resolver = AttributeSetResolver(
            spec: spec,
            references: references,
            numbering: numbering,
            payloads: PayloadResolver(references: references, selectors: selectors, reporter: reporter),
            checks: ChecksResolver(definitions: references.definitions, reporter: reporter),
            reporter: reporter
        )
        return resolver.attributeSets()
    }

    private func operations(_ references: References, _ numbering: AttributeNumbering) -> [Operation] {
        let messages = MessageResolver(
            spec: spec,
            references: references,
            numbering: numbering,
            overlay: overlay,
            reporter: reporter
        )
        return OperationResolver(spec, references, messages, overlay, reporter: reporter).operations()
    }

    private func group(_ group: Spec.MulticastGroup) -> MulticastGroup {
        MulticastGroup(
            name: group.name.value,
            number: group.value?.value,
            location: reporter.location(of: group.name.range)
        )
    }

    private var defaultHeader: String {
        "linux/" + spec.name.value.map { $0 == "-" ? "_" : String($0) }.joined() + ".h"
    }

    private var operationPrefix: String { spec.operations.namePrefix ?? "\(spec.name.value)-cmd-" }

    private var bindings: Bindings {
        let names = overlay.swiftNames.map { ($0.path.value, $0.name) }
        var bindings = Bindings(swiftNames: Dictionary(names) { first, _ in first }, module: overlay.module)
        bindings.orderedSets = Set(overlay.ordered.map(\.value))
        bindings.marksNests = !overlay.hasUnmarkedNests
        bindings.markedSets = Set(overlay.markedNests.map(\.value))
        return bindings
    }
}

// MARK: - Limits of the wire

extension FamilyResolver {
    private func checkLimits() {
        if spec.dialect == .netlinkRaw {
            checkProtocolNumber()
            for group in spec.multicastGroups.list.elements { checkNumber(of: group) }
        } else {
            checkLength(spec.name, "family")
            for group in spec.multicastGroups.list.elements { checkLength(group.name, "multicast group") }
        }
        if let version = spec.version, version.value > WireLimit.command {
            reporter.error("version \(version.value) does not fit its byte", at: version.range)
        }
    }

    private func checkProtocolNumber() {
        guard let number = spec.protocolNumber else {
            reporter.error("a family of level 'netlink-raw' needs its protocol's number in 'protonum'", at: spec.mark)
            return
        }
        if !(0...WireLimit.protocolNumber).contains(number.value) {
            reporter.error(
                "there is no netlink protocol \(number.value); they are numbered 0 to \(WireLimit.protocolNumber)",
                at: number.range
            )
        }
    }

    private func checkNumber(of group: Spec.MulticastGroup) {
        guard let number = group.value, !(1...Int(UInt32.max)).contains(number.value) else { return }
        reporter.error("there is no multicast group \(number.value); they are numbered from 1", at: number.range)
    }

    private func checkLength(_ name: Located<String>, _ noun: String) {
        guard name.value.utf8.count > WireLimit.nameLength else { return }
        reporter.error(
            "the name of a \(noun) has \(WireLimit.nameLength) letters at most, and \(name.value.quoted) has "
                + "\(name.value.utf8.count)",
            at: name.range
        )
    }
}
