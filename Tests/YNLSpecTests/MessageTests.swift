import Testing
import YNLSpec

@Suite struct MessageTests {
    private let attributeSets = """
        - name: main
          attributes:
            - {name: a, type: u8}
            - {name: pad, type: pad}
            - {name: old, type: unused}
            - {name: b, type: u8}
        - name: other
          attributes: [{name: a, type: u8}]
        """

    private let definitions = """
        - {name: family-header, type: struct, members: [{name: index, type: u32}]}
        - {name: own-header, type: struct, members: [{name: index, type: u16}]}
        """

    private func loaded(_ operations: String) -> Loaded {
        Loaded(
            SpecText(
                definitions: definitions,
                attributeSets: attributeSets,
                operationKeys: "fixed-header: family-header",
                operations: operations,
                multicastGroups: "- name: monitor"
            )
        )
    }

    private func family(_ operations: String) throws -> Family {
        let loaded = loaded(operations)
        #expect(loaded.diagnostics.all.isEmpty, "\(loaded.diagnostics)")
        return try #require(loaded.family)
    }

    private func attributes(_ list: String) -> String {
        "- {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [\(list)]}}}"
    }

    @Test func `Attributes stand in the order of the list, each once`() throws {
        #expect(try family(attributes("b, a, b")).do("get").request.names == ["b", "a"])
    }

    @Test func `Fillers, unused numbers and members of the header are left out`() throws {
        #expect(try family(attributes("a, pad, old, index")).do("get").request.names == ["a"])
    }

    @Test func `Unknown attributes are left out with a warning`() throws {
        let loaded = loaded(attributes("a, bb"))
        #expect(try #require(loaded.family).do("get").request.names == ["a"])
        #expect(loaded.warnings == ["set 'main' has no attribute 'bb'; it is left out"])
        #expect(loaded.diagnostics.warnings.first?.notes.map(\.message) == ["did you mean 'b'?"])
    }

    @Test func `A missing list is an empty one, a missing reply is none`() throws {
        let exchange = try family("- {name: get, doc: Gets., attribute-set: main, do: {reply: {}}}").do("get")
        #expect(exchange.request.names == [])
        #expect(exchange.reply?.names == [])
        #expect(try family("- {name: get, doc: Gets., do: {}}").do("get").reply == nil)
    }

    @Test func `A call may have one mode only`() throws {
        let family = try family("- {name: list, doc: Lists., attribute-set: main, dump: {reply: {attributes: [a]}}}")
        guard case .call(nil, let dump?) = try family.operation("list").kind else { throw NotFound() }
        #expect(dump.reply?.names == ["a"])
    }

    @Test func `The header is the operation's own or the family's`() throws {
        let family = try family(
            """
            - {name: get, doc: Gets., do: {}}
            - {name: set, doc: Sets., fixed-header: own-header, do: {}}
            """
        )
        #expect(try family.do("get").request.fixedHeader.map { family[$0].name } == "family-header")
        #expect(try family.do("set").request.fixedHeader.map { family[$0].name } == "own-header")
    }

    @Test func `A notification has the layout of the reply, and a header of its own`() throws {
        let family = try family(
            """
            - {name: get-ntf, doc: Tells., notify: get, mcgrp: monitor}
            - name: get
              doc: Gets.
              attribute-set: main
              fixed-header: own-header
              do: {reply: {attributes: [a]}}
              dump: {reply: {attributes: [b]}}
            - {name: list-ntf, doc: Tells., notify: list, fixed-header: own-header}
            - {name: list, doc: Lists., attribute-set: other, dump: {reply: {attributes: [a]}}}
            """
        )
        let notification = try family.message("get-ntf")
        #expect(notification.names == ["a"])
        #expect(notification.fixedHeader.map { family[$0].name } == "family-header")
        #expect(notification.attributeSet.map { family[$0].name } == "main")
        #expect(try family.operation("get-ntf").multicastGroup.map { family[$0].name } == "monitor")
        guard case .notification(_, of: "get") = try family.operation("get-ntf").kind else { throw NotFound() }
        #expect(try family.message("list-ntf").attributeSet.map { family[$0].name } == "other")
        #expect(try family.message("list-ntf").fixedHeader.map { family[$0].name } == "own-header")
    }

    @Test func `An event has a list of its own`() throws {
        let family = try family(
            "- {name: gone, doc: Tells., attribute-set: main, event: {attributes: [b]}, mcgrp: monitor}"
        )
        #expect(try family.message("gone").names == ["b"])
        guard case .event = try family.operation("gone").kind else { throw NotFound() }
    }

    @Test func `Permissions and conditions are kept`() throws {
        let family = try family(
            "- {name: get, doc: Gets., flags: [admin-perm, uns-admin-perm], config-cond: net-shaper, do: {}}"
        )
        #expect(try family.operation("get").permissions == [.admin, .namespacedAdmin])
        #expect(try family.operation("get").configurationCondition == "net-shaper")
    }
}
