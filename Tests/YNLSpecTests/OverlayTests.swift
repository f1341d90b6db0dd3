import Testing
import YNLSpec

@Suite struct OverlayTests {
    private let spec = SpecText(
        definitions: """
            - {name: color, type: enum, entries: [red, {name: green, value: 7}]}
            - {name: header, type: struct, members: [{name: index, type: u32}]}
            """,
        attributeSets: """
            - name: packet
              attributes:
                - {name: packet, type: binary}
                - {name: key, type: binary}
                - {name: mru, type: u16}
            - name: part
              subset-of: packet
              attributes: [{name: key}]
            """,
        operations: """
            - {name: execute, doc: Executes., attribute-set: packet, do: {request: {attributes: [packet, key]}, reply: {}}}
            - {name: miss, doc: Tells., attribute-set: packet, event: {attributes: [packet, key, mru]}}
            - {name: ntf, doc: Tells., notify: execute}
            """
    )

    private func loaded(_ overlay: String) -> Loaded {
        Loaded(spec, overlay: "family: demo\n\(overlay)")
    }

    private func family(_ overlay: String) throws -> Family {
        try load(spec, overlay: "family: demo\n\(overlay)")
    }

    @Test func `An overlay may say nothing`() throws {
        #expect(try family("").bindings == Bindings())
    }

    @Test func `Names and the module go to the bindings`() throws {
        let family = try family(
            """
            module: Netlink
            swift-names:
              family: Demo
              definitions/color/red: scarlet
              definitions/header: Header
              attribute-sets/packet/mru: limit
              operations/miss/event: Upcall
              operations/execute/do/request: Execute
            """
        )
        #expect(family.bindings.module == "Netlink")
        #expect(family.bindings.swiftNames["operations/miss/event"] == "Upcall")
        #expect(family.bindings.swiftNames.count == 6)
    }

    @Test func `Required attributes are marked`() throws {
        let family = try family("required:\n  operations/execute/do/request: [key]")
        #expect(try family.do("execute").request.fields.map(\.isRequired) == [false, true])
        #expect(try family.message("miss").fields.map(\.isRequired) == [false, false, false])
    }

    @Test func `The wire order replaces the order of the list`() throws {
        let family = try family("wire-order:\n  operations/miss/event: [key, mru, packet]")
        #expect(try family.message("miss").names == ["key", "mru", "packet"])
        #expect(try family.do("execute").request.names == ["packet", "key"])
    }

    @Test func `Unicast operations are marked`() throws {
        let family = try family("unicast: [miss, ntf]")
        #expect(family.operations.map(\.isUnicast) == [false, true, true])
    }

    @Test func `Operations that reply only to an echo are marked`() throws {
        let family = try family("echo: [execute]")
        #expect(family.operations.map(\.repliesOnlyToEcho) == [true, false, false])
    }

    @Test func `A binary attribute becomes a nest of another family, in subsets too`() throws {
        let family = try family(
            "nests:\n  attribute-sets/packet/key: {family: ovs_flow, attribute-set: key-attrs, module: OVSFlow}"
        )
        for set in ["packet", "part"] {
            guard case .foreignNest(let nest) = try family.attribute("key", of: set).type else { throw NotFound() }
            #expect(nest.family == "ovs_flow")
            #expect(nest.attributeSet == "key-attrs")
            #expect(nest.module == "OVSFlow")
            #expect(nest.location.file == "demo.overlay.yaml")
        }
        #expect(try family.attribute("packet", of: "packet").type == .bytes)
    }

    @Test func `Corrections change, add and replace values`() throws {
        let family = try family(
            """
            corrections:
              - {path: attribute-sets/packet/attributes/mru/value, value: 9, reason: It is 9.}
              - {path: attribute-sets/packet/attributes/mru/type, value: u32, reason: It is wider.}
              - {path: definitions/color/entries/green/value, value: 8, reason: It is 8.}
              - {path: definitions/color/entries/red/value, value: 5, reason: It is 5.}
              - {path: operations/list/miss/event/attributes, value: [mru], reason: There is no more.}
              - {path: operations/list/miss/doc, value: Tells it., reason: Clearer.}
            """
        )
        #expect(try family.attribute("mru", of: "packet").number == 9)
        #expect(try family.attribute("mru", of: "packet").integer?.width == .four)
        #expect(try family.enumeration("color").entries.map(\.value) == [5, 8])
        #expect(try family.message("miss").names == ["mru"])
        #expect(try family.operation("miss").documentation == "Tells it.")
    }

    @Test func `Sequences and marks of nests are told`() throws {
        let family = loaded("ordered: [packet]\nunmarked-nests: true\nmarked-nests: [packet]").family
        #expect(family?.bindings.orderedSets == ["packet"])
        #expect(family?.bindings.markedSets == ["packet"])
        #expect(family?.bindings.marksNests == false)
        #expect(
            loaded("ordered: [pack]").errors.first?.hasPrefix("the spec has no attribute set 'pack'") == true
        )
    }

    @Test func `A correction adds what the spec leaves out`() throws {
        let loaded = loaded(
            """
            corrections:
              - path: attribute-sets/packet/attributes/late
                value: {name: late, type: u32, value: 40}
                reason: It is newer.
              - path: attribute-sets/more
                value:
                  name: more
                  attributes: [{name: one, type: u8}]
                reason: It is there.
              - path: operations/list/again
                value: {name: again, doc: Again., value: 9, notify: execute}
                reason: It is sent.
              - path: mcast-groups
                value: {list: [{name: news}]}
                reason: It is told there.
            """
        )
        #expect(loaded.errors == [])
        let family = try #require(loaded.family)
        #expect(try family.attribute("late", of: "packet").number == 40)
        #expect(try family.attribute("one", of: "more").number == 1)
        #expect(try family.operation("again").name == "again")
        #expect(family.multicastGroups.map(\.name) == ["news"])
    }

    @Test func `A mistake in a correction's value is shown in the overlay`() {
        let loaded = loaded(
            """
            corrections:
              - path: attribute-sets/packet/attributes/mru/type
                value: u23
                reason: It is wider.
            """
        )
        #expect(loaded.errors == ["unknown attribute type 'u23'"])
        #expect(
            loaded.diagnostics.errors.first?.location
                == SourceLocation(file: "demo.overlay.yaml", line: 4, column: 12)
        )
    }

    @Test func `A correction that changes nothing gets a warning`() {
        let loaded = loaded(
            "corrections:\n  - {path: attribute-sets/packet/attributes/mru/type, value: u16, reason: It is.}"
        )
        #expect(loaded.family != nil)
        #expect(loaded.warnings == ["the spec says so itself; the correction is not needed"])
    }

    @Test(arguments: [
        ("nest: {}", "2:1: unknown key 'nest' in an overlay"),
        ("module: 3", "2:9: 'module' must be a text, not the number '3'"),
        ("module: a-b", "2:9: 'a-b' is not a Swift identifier"),
        ("swift-names: [a]", "2:14: 'swift-names' must be a mapping, not a list"),
        ("swift-names: {operations/mis: Upcall}", "2:15: the spec has no part 'operations/mis'"),
        ("swift-names: {operations/miss: 1up}", "2:32: '1up' is not a Swift identifier"),
        ("swift-names: {operations/miss: _}", "2:32: '_' is not a Swift identifier"),
        ("required: {operations/mis/event: [key]}", "2:12: the spec has no message 'operations/mis/event'"),
        ("required: {operations/miss/event: [kee]}", "2:36: message 'operations/miss/event' has no attribute 'kee'"),
        ("required: {operations/miss/event: key}", "2:35: a list is needed here, not the text 'key'"),
        (
            "wire-order: {operations/miss/event: [key, mru]}",
            "2:14: the wire order of 'operations/miss/event' lacks 'packet'"
        ),
        ("wire-order: {operations/miss/event: [key, key, mru, packet]}", "2:43: 'key' is listed twice"),
        ("unicast: [execute]", "2:11: the spec has no asynchronous operation 'execute'"),
        ("echo: [miss]", "2:8: the spec has no operation with a reply 'miss'"),
        (
            "nests: {attribute-sets/packet/kee: {family: f, attribute-set: s, module: M}}",
            "2:9: the spec has no attribute 'attribute-sets/packet/kee'"
        ),
        (
            "nests: {attribute-sets/packet/mru: {family: f, attribute-set: s, module: M}}",
            "2:9: only a 'binary' attribute can be a nest of another family"
        ),
        ("nests: {attribute-sets/packet/key: {family: f, module: M}}", "2:36: a nest lacks the key 'attribute-set'"),
        (
            "corrections: [{path: attribute-sets/packed/name, value: a, reason: b}]",
            "2:22: the path leads nowhere: the spec has no 'packed' there"
        ),
        (
            "corrections: [{path: operation/list, value: a, reason: b}]",
            "2:22: the path leads nowhere: the spec has no 'operation' there"
        ),
        (
            "corrections: [{path: name/first, value: a, reason: b}]",
            "2:22: the path leads nowhere: the spec has no 'first' there"
        ),
        ("corrections: [{path: name, value: demo2}]", "2:15: a correction lacks the key 'reason'"),
        ("corrections: [{path: doc, value: a, reason: ''}]", "2:45: a correction needs a reason"),
        (
            "corrections: [{path: name, value: {a: b}, reason: c}]",
            "2:35: a mapping adds what the spec lacks; it replaces nothing"
        ),
        (
            "corrections: [{path: attribute-sets/packet, value: {name: packet}, reason: c}]",
            "2:52: a mapping adds what the spec lacks; it replaces nothing"
        ),
        (
            "corrections: [{path: attribute-sets/packed, value: {name: packer, attributes: []}, reason: c}]",
            "2:22: the path leads nowhere: the spec has no 'packed' there"
        ),
        (
            "corrections: [{path: operations/more, value: {name: more}, reason: c}]",
            "2:22: unknown key 'more' in operations"
        ),
    ])
    func `What is wrong with an overlay is shown there`(text: String, expected: String) throws {
        let loaded = loaded(text)
        #expect(loaded.family == nil)
        let error = try #require(loaded.diagnostics.errors.first)
        #expect(error.location.file == "demo.overlay.yaml")
        #expect("\(error.location.line):\(error.location.column): \(error.message)" == expected)
    }

    @Test func `Names that come close are suggested`() {
        let notes = loaded("unicast: [mis]").diagnostics.errors.first?.notes
        #expect(notes?.map(\.message) == ["did you mean 'miss'?"])
    }

    @Test func `An overlay is for one family`() {
        let loaded = Loaded(spec, overlay: "family: dema\n")
        #expect(loaded.errors == ["the overlay is for family 'dema', and the spec describes 'demo'"])
        #expect(loaded.diagnostics.errors.first?.notes.first?.location.file == "demo.yaml")
        #expect(Loaded(spec, overlay: "module: M\n").errors == ["an overlay lacks the key 'family'"])
    }

    @Test func `Mistakes in both files are reported in one run`() {
        var broken = spec
        broken.top = "extra: 1"
        let loaded = Loaded(broken, overlay: "family: demo\nmodul: M\n")
        #expect(loaded.errors == ["unknown key 'modul' in an overlay", "unknown key 'extra' in a spec"])
    }
}
