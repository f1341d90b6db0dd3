import Testing
import YNLSpec

@Suite struct SelectorTests {
    private let subMessages = """
        - name: options
          formats:
            - {value: bare}
            - {value: header-only, fixed-header: header}
            - {value: attributes-only, attribute-set: inner}
            - {value: both, fixed-header: header, attribute-set: inner}
        """

    private func family(_ sets: String, extra: String = "") throws -> Family {
        try load(
            SpecText(
                level: "netlink-raw",
                definitions: "- {name: header, type: struct, members: [{name: x, type: u16}]}\n\(extra)",
                attributeSets: "\(sets)\n- name: inner\n  attributes: []",
                subMessages: subMessages
            )
        )
    }

    private func selector(of name: String, in set: String, _ family: Family) throws -> Attribute.Selector {
        guard case .subMessage(let id, let selector) = try family.attribute(name, of: set).type else {
            throw NotFound()
        }
        #expect(family[id].name == "options")
        return selector
    }

    @Test func `Formats have a header, a set, both or neither`() throws {
        let formats = try #require(family("- {name: main, attributes: []}").subMessages.first).formats
        #expect(formats.map(\.value) == ["bare", "header-only", "attributes-only", "both"])
        #expect(formats.map { $0.fixedHeader != nil } == [false, true, false, true])
        #expect(formats.map { $0.attributeSet != nil } == [false, false, true, true])
    }

    @Test func `A selector in the same set is no level out, even behind the sub-message`() throws {
        let family = try family(
            """
            - name: main
              attributes:
                - {name: data, type: sub-message, sub-message: options, selector: kind}
                - {name: kind, type: string}
            """
        )
        let selector = try selector(of: "data", in: "main", family)
        #expect(selector.name == "kind")
        #expect(selector.outwardLevels == 0)
    }

    @Test(arguments: [
        "type: nest, nested-attributes: middle",
        "type: indexed-array, sub-type: nest, nested-attributes: middle",
        "type: nest-type-value, type-value: [id], nested-attributes: middle",
    ])
    func `A selector in an outer set is as many levels out`(container: String) throws {
        let family = try family(
            """
            - name: outer
              attributes:
                - {name: kind, type: string}
                - {name: stats, \(container)}
            - name: middle
              attributes:
                - {name: app, type: sub-message, sub-message: options, selector: kind}
                - {name: more, type: nest, nested-attributes: deep}
            - name: deep
              attributes:
                - {name: app, type: sub-message, sub-message: options, selector: kind}
            """
        )
        #expect(try selector(of: "app", in: "middle", family).outwardLevels == 1)
        #expect(try selector(of: "app", in: "deep", family).outwardLevels == 2)
    }

    @Test func `A selector may stand outside of the sub-message that holds the set`() throws {
        let family = try load(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: outer
                      attributes:
                        - {name: kind, type: string}
                        - {name: data, type: sub-message, sub-message: options, selector: kind}
                    - name: inner
                      attributes:
                        - {name: again, type: sub-message, sub-message: options, selector: kind}
                    """,
                subMessages: "- {name: options, formats: [{value: a, attribute-set: inner}]}"
            )
        )
        #expect(try selector(of: "again", in: "inner", family).outwardLevels == 1)
    }

    @Test func `A set that contains itself ends the search`() throws {
        let loaded = Loaded(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: self, type: nest, nested-attributes: main}
                        - {name: data, type: sub-message, sub-message: options, selector: kind}
                    """,
                subMessages: "- {name: options, formats: [{value: a}]}"
            )
        )
        #expect(loaded.errors == ["there is no attribute 'kind' in this set or around it"])
    }

    @Test func `A number may select by the names of its enumeration`() throws {
        let family = try family(
            """
            - name: main
              attributes:
                - {name: type, type: u32, byte-order: big-endian, enum: kinds}
                - {name: data, type: sub-message, sub-message: options, selector: type}
            """,
            extra: "- {name: kinds, type: enum, entries: [bare, header-only, attributes-only, both, other]}"
        )
        #expect(try selector(of: "data", in: "main", family).name == "type")
    }
}
