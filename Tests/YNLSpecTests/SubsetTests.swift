import Testing
import YNLSpec

@Suite struct SubsetTests {
    private let parent = """
        - name: main
          attributes:
            - {name: a, type: u8}
            - {name: b, type: u16, doc: The parent's., checks: {max: 5}, display-hint: hex, value: 7}
            - {name: c, type: nest, nested-attributes: one}
        - name: one
          attributes: []
        - name: two
          attributes: []
        """

    private func family(_ subset: String, parentFirst: Bool = true) throws -> Family {
        try load(SpecText(attributeSets: parentFirst ? "\(parent)\n\(subset)" : "\(subset)\n\(parent)"))
    }

    @Test(arguments: [true, false])
    func `Members have the parent's numbers and properties, whichever comes first`(parentFirst: Bool) throws {
        let family = try family("- name: part\n  subset-of: main\n  attributes: [{name: b}]", parentFirst: parentFirst)
        let member = try family.attribute("b", of: "part")
        #expect(member.number == 7)
        #expect(member.integer?.width == .two)
        #expect(member.checks.maximum == 5)
        #expect(member.displayHint == .hex)
        #expect(member.documentation == "The parent's.")
        #expect(try family.set("part").parent.map { family[$0].name } == "main")
        #expect(try family.set("main").parent == nil)
    }

    @Test func `Own properties lie over the parent's`() throws {
        let family = try family(
            """
            - name: part
              subset-of: main
              attributes:
                - {name: b, type: u32, multi-attr: true, doc: Its own., display-hint: ipv4}
                - {name: c, nested-attributes: two}
            """
        )
        let member = try family.attribute("b", of: "part")
        #expect(member.integer?.width == .four)
        #expect(member.isMulti)
        #expect(member.documentation == "Its own.")
        #expect(member.displayHint == .ipv4)
        #expect(member.number == 7)
        #expect(try family.attribute("c", of: "part").nestedSet.map { family[$0].name } == "two")
        #expect(try family.attribute("c", of: "main").nestedSet.map { family[$0].name } == "one")
    }

    @Test func `A subset may be a subset of a subset`() throws {
        let family = try family(
            """
            - name: smaller
              subset-of: part
              attributes: [{name: b}]
            - name: part
              subset-of: main
              attributes: [{name: a}, {name: b, multi-attr: true}]
            """
        )
        #expect(try family.attribute("b", of: "smaller").isMulti)
        #expect(try family.attribute("b", of: "smaller").number == 7)
    }

    @Test func `A number in a subset is ignored with a warning`() throws {
        let loaded = Loaded(
            SpecText(attributeSets: "\(parent)\n- name: part\n  subset-of: main\n  attributes: [{name: b, value: 3}]")
        )
        #expect(try #require(loaded.family).attribute("b", of: "part").number == 7)
        #expect(loaded.warnings == ["a subset's attributes have the parent's numbers; this one is ignored"])
    }

    @Test func `What is wrong with a parent's attribute is reported once`() {
        let loaded = Loaded(
            SpecText(
                attributeSets: """
                    - name: main
                      attributes: [{name: a, type: nest, nested-attributes: none}]
                    - name: first
                      subset-of: main
                      attributes: [{name: a}]
                    - name: second
                      subset-of: main
                      attributes: [{name: a}]
                    """
            )
        )
        #expect(loaded.errors == ["there is no attribute set 'none'"])
    }
}
