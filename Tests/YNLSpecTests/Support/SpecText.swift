import YNLSpec

/// The text of a small spec, put together from the parts that a test cares about.
struct SpecText {
    var level = "genetlink-legacy"
    var top = ""
    var definitions = ""
    var attributeSets = ""
    var subMessages = ""
    var operationKeys = ""
    var operations = ""
    var multicastGroups = ""

    var text: String {
        """
        # SPDX-License-Identifier: Apache-2.0
        name: demo
        doc: A demonstration.
        protocol: \(level)
        \(level == "netlink-raw" ? "protonum: 0" : "")
        \(top)
        \(section("definitions", definitions))
        \(attributeSets.isEmpty ? "attribute-sets: []" : section("attribute-sets", attributeSets))
        \(section("sub-messages", subMessages))
        operations:
        \(indented(operationKeys))
          list:\(operations.isEmpty ? " []" : "\n" + indented(operations, by: 4))
        \(multicastGroups.isEmpty ? "" : "mcast-groups:\n  list:\n" + indented(multicastGroups, by: 4))
        """
    }

    private func section(_ key: String, _ text: String) -> String {
        text.isEmpty ? "" : "\(key):\n\(indented(text))"
    }

    private func indented(_ text: String, by width: Int = 2) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: width) + $0 }.joined(separator: "\n")
    }
}

/// A family, and everything that was said about its spec.
struct Loaded {
    let family: Family?
    let diagnostics: Diagnostics

    init(_ text: String, overlay: String? = nil) {
        var diagnostics = Diagnostics()
        family = Family.load(
            SourceFile(path: "demo.yaml", text: text),
            overlay: overlay.map { SourceFile(path: "demo.overlay.yaml", text: $0) },
            diagnostics: &diagnostics
        )
        self.diagnostics = diagnostics
    }

    init(_ spec: SpecText, overlay: String? = nil) {
        self.init(spec.text, overlay: overlay)
    }

    /// The errors, each as its message.
    var errors: [String] { diagnostics.errors.map(\.message) }

    /// The warnings, each as its message.
    var warnings: [String] { diagnostics.warnings.map(\.message) }
}
