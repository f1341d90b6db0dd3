extension Family {
    /// Reads a family from a spec and, if there is one, its overlay.
    ///
    /// Everything wrong with the files is reported in one go, in the order of the source.
    ///
    /// - Parameters:
    ///   - spec: The spec file.
    ///   - overlay: What the spec cannot say, and where it is wrong.
    ///   - diagnostics: Gets everything that is wrong or odd.
    /// - Returns: The family, or `nil` exactly if an error was reported.
    public static func load(
        _ spec: SourceFile,
        overlay: SourceFile? = nil,
        diagnostics: inout Diagnostics
    ) -> Family? {
        let reporter = Reporter(sources: [spec] + (overlay.map { [$0] } ?? []))
        let family = FamilyLoader(reporter: reporter).family(from: spec, overlay)
        diagnostics.append(contentsOf: reporter.diagnostics())
        return family
    }
}

/// Leads a spec through its stages: tree, corrections, spec, family.
private struct FamilyLoader {
    let reporter: Reporter

    func family(from source: SourceFile, _ overlaySource: SourceFile?) -> Family? {
        let overlay = overlaySource.flatMap(self.overlay) ?? Overlay()
        guard let tree = YAMLComposer.compose(source, reporter: reporter) else { return nil }
        checkLicense(source)
        let corrected = overlay.corrections.reduce(tree) { $1.applied(to: $0, reporter: reporter) }
        guard let spec = Spec(corrected, in: SchemaContext(reporter: reporter)) else { return nil }

        let validator = OverlayValidator(overlay: overlay, reporter: reporter)
        validator.checkFamily(spec.name)
        let family = FamilyResolver(spec: spec, overlay: overlay, source: source, reporter: reporter).family()
        // Where parts of the spec are broken, the overlay may well be right about them.
        if !reporter.hasErrors { validator.check(against: family) }
        return reporter.hasErrors ? nil : family
    }

    private func overlay(_ source: SourceFile) -> Overlay? {
        YAMLComposer.compose(source, reporter: reporter)
            .flatMap { Overlay($0, in: SchemaContext(reporter: reporter)) }
    }

    /// The kernel's tools refuse a spec without a licence in its first line.
    private func checkLicense(_ source: SourceFile) {
        guard !source.bytes.starts(with: "# SPDX-License-Identifier: ".utf8) else { return }
        let start = reporter.beginning(of: source)
        reporter.warning("the first line should be '# SPDX-License-Identifier: …'", at: start)
    }
}
