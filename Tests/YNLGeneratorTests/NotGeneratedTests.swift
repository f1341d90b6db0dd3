import Testing
import YNLSpec

/// What cannot become Swift stops with an error at its place; nothing is left out in silence.
@Suite struct NotGeneratedTests {
    private func errors(attribute: String, level: String = "netlink-raw") -> [String] {
        let spec = SpecText(
            level: level,
            attributeSets: """
                - {name: main, attributes: [{name: some, \(attribute)}, {name: kind, type: string}]}
                - {name: inner, attributes: [{name: a, type: u8}]}
                """,
            subMessages: level == "netlink-raw" ? "- {name: m, formats: [{value: a}]}" : ""
        )
        let generated = Generated(spec)
        #expect(generated.module == nil)
        return generated.errors
    }

    @Test(arguments: [
        "type: flag", "type: binary, sub-type: u32", "type: sub-message, sub-message: m, selector: kind",
        "type: indexed-array, sub-type: u32", "type: indexed-array, sub-type: nest, nested-attributes: inner",
        "type: nest-type-value, type-value: [a], nested-attributes: inner",
    ])
    func `Lists of these types`(type: String) {
        #expect(
            errors(attribute: "\(type), multi-attr: true")
                == ["some: attribute 'some' of set 'main': lists of this type are not generated"]
        )
    }

    @Test(arguments: ["type: indexed-array, sub-type: uint", "type: indexed-array, sub-type: sint"])
    func `Indexed arrays of numbers of variable width`(type: String) {
        #expect(
            errors(attribute: type)
                == [
                    "some: attribute 'some' of set 'main': indexed arrays of numbers of variable width are not generated"
                ]
        )
    }

    @Test func `Sub-messages chosen from two levels outside`() {
        let generated = Generated(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes: [{name: kind, type: string}, {name: a, type: nest, nested-attributes: middle}]
                    - {name: middle, attributes: [{name: b, type: nest, nested-attributes: inner}]}
                    - {name: inner, attributes: [{name: data, type: sub-message, sub-message: m, selector: kind}]}
                    """,
                subMessages: "- {name: m, formats: [{value: a}]}"
            )
        )
        #expect(
            generated.errors == [
                "data: attribute 'data' of set 'inner': "
                    + "sub-messages chosen from more than one level outside are not generated"
            ]
        )
    }

    @Test func `Sub-messages with a set of messages in them`() {
        let generated = Generated(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes: [{name: kind, type: string}, {name: data, type: sub-message, sub-message: m, selector: kind}]
                    """,
                subMessages: "- {name: m, formats: [{value: a, attribute-set: main}]}",
                operations:
                    "- {name: get, doc: Gets., attribute-set: main, do: {request: {value: 1, attributes: [kind]}}}"
            )
        )
        #expect(
            generated.errors.map { $0.split(separator: ": ").dropFirst().joined(separator: ": ") } == [
                "format 'a' of sub-message 'm': sets that messages have at their top level are not generated there"
            ]
        )
    }

    @Test func `Attribute numbers that no index has room for, said once`() {
        let generated = Generated(
            SpecText(
                attributeSets: "- {name: main, attributes: [{name: a, type: u8, value: 511}]}",
                operations: """
                    - {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [a]}, reply: {attributes: [a]}}}
                    """
            )
        )
        #expect(generated.errors == ["main: attribute set 'main' has numbers above 510, which is not generated yet"])
    }

    @Test func `A set behind two different headers`() {
        let generated = Generated(
            SpecText(
                definitions: "- {name: header, type: struct, members: [{name: a, type: u8}]}",
                attributeSets: "- {name: main, attributes: [{name: a, type: u8}]}",
                operations: """
                    - {name: get, doc: Gets., attribute-set: main, fixed-header: header, do: {request: {attributes: [a]}}}
                    - {name: set, doc: Sets., attribute-set: main, do: {request: {attributes: [a]}}}
                    """
            )
        )
        #expect(generated.errors.count == 1)
        #expect(
            generated.errors.first?.hasSuffix(
                "attribute set 'main' is used behind two different fixed headers, which is not generated yet"
            ) == true
        )
        #expect(generated.diagnostics.errors.first?.excerpt?.line.contains("name: set") == true)
    }

    @Test(arguments: [
        "type: nest", "type: indexed-array, sub-type: nest", "type: nest-type-value, type-value: [a]",
    ])
    func `A set in messages as well as in nests`(type: String) {
        let generated = Generated(
            SpecText(
                attributeSets: """
                    - {name: main, attributes: [{name: a, \(type), nested-attributes: other}]}
                    - {name: other, attributes: [{name: a, type: u8}]}
                    """,
                operations: "- {name: get, doc: Gets., attribute-set: other, do: {request: {attributes: [a]}}}"
            )
        )
        #expect(
            generated.errors == [
                "a: attribute 'a' of set 'main': nests of a set that messages have at their top level are not generated"
            ]
        )
    }

    @Test func `All errors come in one run, in the order of the spec`() {
        let generated = Generated(
            SpecText(
                level: "netlink-raw",
                definitions: "- {name: kind, type: enum, entries: [{name: a, value: 256}]}",
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: a, type: binary, sub-type: u32, multi-attr: true}
                        - {name: b, type: u8, enum: kind}
                        - {name: c, type: flag, multi-attr: true}
                    """
            )
        )
        let lines = generated.diagnostics.errors.map(\.location.line)
        #expect(lines.count == 3)
        #expect(lines == lines.sorted())
    }
}
