import Testing
import YNLSpec

/// What cannot become Swift stops with an error at its place; nothing is left out in silence.
@Suite struct NotGeneratedYetTests {
    private func errors(attribute: String, level: String = "genetlink-legacy") -> [String] {
        let spec = SpecText(
            level: level,
            attributeSets: """
                - {name: main, attributes: [{name: some, \(attribute)}]}
                - {name: inner, attributes: [{name: a, type: u8}]}
                """
        )
        let generated = Generated(spec)
        #expect(generated.module == nil)
        return generated.errors
    }

    @Test(arguments: [
        ("type: binary, sub-type: u32", "arrays of numbers"),
        ("type: indexed-array, sub-type: u32", "indexed arrays of other things than nests"),
        ("type: indexed-array, sub-type: string", "indexed arrays of other things than nests"),
        ("type: indexed-array, sub-type: binary", "indexed arrays of other things than nests"),
        ("type: nest, nested-attributes: main", "recursive nests"),
        ("type: uint, multi-attr: true", "lists of numbers of variable width"),
        ("type: flag, multi-attr: true", "lists of this type"),
        ("type: bitfield32, multi-attr: true", "lists of this type"),
        (
            "type: indexed-array, sub-type: nest, nested-attributes: inner, multi-attr: true",
            "lists of this type"
        ),
        (
            "type: nest-type-value, type-value: [a], nested-attributes: inner, multi-attr: true",
            "lists of this type"
        ),
    ])
    func `Attributes of these types`(attribute: String, construct: String) {
        #expect(
            errors(attribute: attribute)
                == ["some: attribute 'some' of set 'main': \(construct) are not generated yet"]
        )
    }

    @Test func `Nests that contain each other`() {
        let generated = Generated(
            SpecText(
                attributeSets: """
                    - {name: main, attributes: [{name: a, type: nest, nested-attributes: inner}]}
                    - {name: inner, attributes: [{name: b, type: nest, nested-attributes: main}]}
                    """
            )
        )
        #expect(
            generated.errors == [
                "a: attribute 'a' of set 'main': recursive nests are not generated yet",
                "b: attribute 'b' of set 'inner': recursive nests are not generated yet",
            ]
        )
    }

    @Test func `Raw families`() {
        #expect(
            Generated(SpecText(level: "netlink-raw")).errors == [
                "demo: bindings of 'netlink-raw' families are not generated yet"
            ]
        )
    }

    @Test func `Sub-messages`() {
        let generated = Generated(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes: [{name: kind, type: string}, {name: data, type: sub-message, sub-message: m, selector: kind}]
                    """,
                subMessages: "- {name: m, formats: [{value: a, attribute-set: main}]}"
            )
        )
        #expect(
            generated.errors.dropFirst() == [
                "data: attribute 'data' of set 'main': sub-messages are not generated yet",
                "m: sub-message 'm': sub-messages are not generated yet",
            ]
        )
    }

    @Test func `Nests of another family, shown in the spec`() {
        let generated = Generated(
            SpecText(attributeSets: "- {name: main, attributes: [{name: key, type: binary}]}"),
            overlay: "nests:\n  attribute-sets/main/key: {family: f, attribute-set: s, module: M}"
        )
        #expect(
            generated.errors == [
                "key: attribute 'key' of set 'main': nests of another family's attributes are not generated yet"
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
                "a: attribute 'a' of set 'main': nests of a set that messages have at their top level are not generated yet"
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
                        - {name: a, type: binary, sub-type: u32}
                        - {name: b, type: u8, enum: kind}
                        - {name: c, type: flag, multi-attr: true}
                    """
            )
        )
        let lines = generated.diagnostics.errors.map(\.location.line)
        #expect(lines.count == 4)
        #expect(lines == lines.sorted())
    }
}
