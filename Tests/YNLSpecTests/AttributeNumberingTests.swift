import Testing
import YNLSpec

@Suite struct AttributeNumberingTests {
    private func numbers(_ attributes: String) throws -> [Int] {
        let family = try load(SpecText(attributeSets: "- name: main\n  attributes: [\(attributes)]"))
        return try family.set("main").attributes.map(\.number)
    }

    @Test func `Numbers count from 1`() throws {
        #expect(try numbers("{name: a, type: u8}, {name: b, type: u8}") == [1, 2])
    }

    @Test func `A value sets the counter for those that follow`() throws {
        #expect(try numbers("{name: a, type: u8}, {name: b, type: u8, value: 87}, {name: c, type: u8}") == [1, 87, 88])
    }

    @Test func `Zero is a number like any other`() throws {
        #expect(try numbers("{name: a, type: u8, value: 0}, {name: b, type: u8}") == [0, 1])
    }

    @Test func `Numbers may go backwards`() throws {
        #expect(try numbers("{name: a, type: u8, value: 9}, {name: b, type: u8, value: 3}") == [9, 3])
    }

    @Test func `Fillers and unused numbers count`() throws {
        #expect(try numbers("{name: a, type: unused}, {name: b, type: pad}, {name: c, type: u8}") == [1, 2, 3])
    }

    @Test func `The greatest number is 16383`() throws {
        #expect(try numbers("{name: a, type: u8, value: 16383}") == [16_383])
    }

    @Test func `Hexadecimal numbers are read`() throws {
        #expect(try numbers("{name: a, type: u8, value: 0x1F}") == [31])
    }

    @Test func `An attribute that is repeated with its number stays one, with a warning`() throws {
        let loaded = Loaded(
            SpecText(
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: a, type: unused, value: 0}
                        - {name: a, type: unused, value: 0}
                        - {name: b, type: u8}
                    """
            )
        )
        let set = try #require(loaded.family).set("main")
        #expect(set.attributes.map(\.name) == ["a", "b"])
        #expect(set.attributes.map(\.number) == [0, 1])
        #expect(loaded.warnings == ["attribute 'a' is already in this set; this one is ignored"])
    }

    @Test func `C prefixes follow from the names, the set's prefix, or the attribute's own`() throws {
        let family = try load(
            SpecText(
                attributeSets: """
                    - name: demo
                      attributes: [{name: a, type: u8}]
                    - name: other
                      attributes: [{name: a, type: u8}]
                    - name: named
                      name-prefix: demo-attr-
                      attributes: [{name: a, type: u8}, {name: b, type: u8, name-prefix: special-}]
                    - name: part
                      subset-of: named
                      attributes: [{name: b}]
                    """
            )
        )
        #expect(family.attributeSets.map(\.cPrefix) == ["demo-a-", "demo-a-other-", "demo-attr-", "demo-attr-"])
        #expect(try family.set("named").attributes.map(\.cPrefix) == ["demo-attr-", "special-"])
        #expect(try family.attribute("b", of: "part").cPrefix == "special-")
    }
}
