import Testing
import YNLSpec

@Suite struct ConfigurationTests {
    private static let spec = SpecText(
        level: "netlink-raw",
        attributeSets: """
            - name: link
              attributes:
                - {name: kind, type: string}
                - {name: data, type: sub-message, sub-message: data, selector: kind}
                - {name: key, type: binary}
            - {name: vlan, attributes: [{name: id, type: u16}]}
            """,
        subMessages: """
            - {name: data, formats: [{value: bridge}, {value: vlan, attribute-set: vlan}]}
            """,
        operations: """
            - {name: getlink, doc: A., attribute-set: link, do: {request: {attributes: [kind]}}}
            - {name: newlink, doc: A., attribute-set: link, do: {request: {attributes: [kind]}}}
            """
    )

    private static let overlay = """
        family: demo
        swift-names: { family: FromOverlay, operations/getlink: Look }
        nests: { attribute-sets/link/key: { family: other, attribute-set: keys, module: Other } }
        """

    /// What a configuration with some text about the spec makes of its family, and what is said about it.
    private func configured(_ choices: String) throws -> (family: Family?, messages: [String]) {
        var diagnostics = Diagnostics()
        let text = "specs:\n  demo:\n" + choices.split(separator: "\n").map { "    \($0)\n" }.joined()
        let configuration = Configuration(SourceFile(path: "config.yaml", text: text), diagnostics: &diagnostics)
        let family = try load(Self.spec, overlay: Self.overlay)
            .configured(by: configuration.choices(for: "demo"), diagnostics: &diagnostics)
        return (family, diagnostics.messages)
    }

    private func mistakes(_ text: String) -> [String] {
        var diagnostics = Diagnostics()
        _ = Configuration(SourceFile(path: "config.yaml", text: text), diagnostics: &diagnostics)
        return diagnostics.messages
    }

    @Test func `A configuration may choose nothing`() throws {
        var diagnostics = Diagnostics()
        let configuration = Configuration(
            SourceFile(path: "config.yaml", text: "specs: {}\n"),
            diagnostics: &diagnostics
        )
        #expect(configuration.access == nil)
        #expect(configuration.faces == nil)
        #expect(diagnostics.all.isEmpty)
        let family = try load(Self.spec)
        let same = family.configured(by: configuration.choices(for: "demo"), diagnostics: &diagnostics)
        #expect(same?.bindings == family.bindings)
    }

    @Test func `Access and faces are words`() {
        var diagnostics = Diagnostics()
        let text = "access: internal\nfaces: all\n"
        let configuration = Configuration(SourceFile(path: "config.yaml", text: text), diagnostics: &diagnostics)
        #expect(configuration.access == .internal)
        #expect(configuration.faces == .all)
        #expect(diagnostics.all.isEmpty)
    }

    @Test func `Choices become bindings, before what the overlay says`() throws {
        let (family, messages) = try configured(
            """
            operations: [getlink]
            formats: [vlan]
            modules: { other: Elsewhere }
            swift-names: { family: Mine }
            """
        )
        #expect(messages == [])
        let bindings = try #require(family?.bindings)
        #expect(bindings.selectedOperations == ["getlink"])
        #expect(bindings.selectedFormats == ["vlan"])
        #expect(bindings.familyModules == ["other": "Elsewhere"])
        #expect(bindings.swiftNames == ["family": "Mine", "operations/getlink": "Look"])
    }

    @Test func `Operations come without formats unless these are chosen too`() throws {
        #expect(try configured("operations: [getlink]").family?.bindings.selectedFormats == [])
        #expect(try configured("operations: [getlink]\nformats: all").family?.bindings.selectedFormats == .some(nil))
        #expect(try configured("formats: [bridge]").family?.bindings.selectedFormats == ["bridge"])
        #expect(try configured("formats: [bridge]").family?.bindings.selectedOperations == .some(nil))
    }

    @Test func `An overlay may be another than the one beside the spec`() {
        var diagnostics = Diagnostics()
        let text = "specs: { demo: { overlay: other.overlay.yaml } }\n"
        let configuration = Configuration(SourceFile(path: "config.yaml", text: text), diagnostics: &diagnostics)
        #expect(configuration.choices(for: "demo").overlay == "other.overlay.yaml")
        #expect(configuration.choices(for: "another").overlay == nil)
    }

    @Test(arguments: [
        ("acces: public", "1:1: unknown key 'acces' in a configuration; did you mean 'access'?"),
        ("access: private", "1:9: unknown access level 'private'; it must be one of public, internal"),
        ("faces: struct", "1:8: unknown choice of faces 'struct'; did you mean 'structs'?"),
        ("specs: [demo]", "1:8: 'specs' must be a mapping, not a list"),
        ("specs: { demo: yes }", "1:16: the configuration of a spec must be a mapping, not the truth value 'yes'"),
        ("specs: { demo: { operations: get } }", "1:30: a list is needed here, not the text 'get'"),
        (
            "specs: { demo: { operations: [] } }",
            "1:30: an empty list of operations leaves nothing; leave the key out to have all"
        ),
        ("specs: { demo: { formats: some } }", "1:27: 'formats' must be 'all' or a list, not the text 'some'"),
        ("specs: { demo: { modules: { a: my-kit } } }", "1:32: 'my-kit' is not a Swift identifier"),
        (
            "specs: { demo: { operation: [get] } }",
            "1:18: unknown key 'operation' in the configuration of a spec; did you mean 'operations'?"
        ),
        ("specs: { demo: {}, demo: {} }", "1:20: key 'demo' occurs twice in this mapping; first defined here"),
    ])
    func `A mistake is shown where it stands`(text: String, message: String) {
        #expect(mistakes(text + "\n") == [message])
    }

    @Test(arguments: [
        ("operations: [getlnk]", "3:18: spec 'demo' has no operation 'getlnk'; did you mean 'getlink'?"),
        ("operations: [xyz]", "3:18: spec 'demo' has no operation 'xyz'; it has getlink, newlink"),
        ("formats: [vlam]", "3:15: spec 'demo' has no format 'vlam'; did you mean 'vlan'?"),
        ("modules: { othr: A }", "3:16: spec 'demo' has no nest of family 'othr'; did you mean 'other'?"),
        (
            "swift-names: { operations/getlnk: A }",
            "3:20: spec 'demo' has no part 'operations/getlnk'; did you mean 'operations/getlink'?"
        ),
    ])
    func `What the spec does not have is an error`(choices: String, message: String) throws {
        let (family, messages) = try configured(choices)
        #expect(family == nil)
        #expect(messages == [message])
    }

    @Test func `A spec that is not there is an error`() {
        var diagnostics = Diagnostics()
        let text = "specs:\n  rt-lnik: {}\n  rt-addr: {}\n"
        let configuration = Configuration(SourceFile(path: "config.yaml", text: text), diagnostics: &diagnostics)
        configuration.checkSpecs(among: ["rt-addr", "rt-link"], diagnostics: &diagnostics)
        #expect(diagnostics.messages == ["2:3: there is no spec 'rt-lnik.yaml'; did you mean 'rt-link'?"])
    }

    @Test func `A mistake on the command line is shown in its text`() throws {
        var diagnostics = Diagnostics()
        let choices = Choices(operations: "getlink,newlnk", formats: "vlam,bridge")
        #expect(try load(Self.spec).configured(by: choices, diagnostics: &diagnostics) == nil)
        #expect(
            "\(diagnostics)" == """
                <command line>:1:22: error: spec 'demo' has no operation 'newlnk'
                --operations getlink,newlnk --formats vlam,bridge
                                     ^~~~~~
                <command line>:1:22: note: did you mean 'newlink'?
                <command line>:1:39: error: spec 'demo' has no format 'vlam'
                --operations getlink,newlnk --formats vlam,bridge
                                                      ^~~~
                <command line>:1:39: note: did you mean 'vlan'?

                """
        )
    }
}

extension Diagnostics {
    /// The errors as `line:column: message`, with their notes behind them.
    fileprivate var messages: [String] {
        errors.map { error in
            let head = "\(error.location.line):\(error.location.column): \(error.message)"
            return ([head] + error.notes.map(\.message)).joined(separator: "; ")
        }
    }
}
