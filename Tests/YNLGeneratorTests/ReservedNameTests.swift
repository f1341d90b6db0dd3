import Testing

@testable import YNLGenerator

/// Names that generated code has itself.
@Suite struct ReservedNameTests {
    private func member(_ attribute: String) throws -> String {
        try #require(try fields("- {name: \(attribute), type: u8}").first).name
    }

    @Test(arguments: ["message", "payload", "nest", "attributes", "header", "command", "unknown-attributes", "put"])
    func `An attribute gives way with an underscore`(attribute: String) throws {
        #expect(try member(attribute) == SwiftName.member(attribute) + "_")
    }

    @Test(arguments: ["payload", "bytes", "size"])
    func `So does a member of a struct`(member: String) throws {
        let definitions = "- {name: s, type: struct, members: [{name: \(member), type: u8}]}"
        #expect(try plan(SpecText(definitions: definitions)).structures[0].members.map(\.name) == [member + "_"])
    }

    @Test(arguments: ["lost", "unknown"])
    func `So does an event`(event: String) throws {
        let plan = try plan(
            SpecText(
                attributeSets: "- {name: main, attributes: []}",
                operations: "- {name: \(event), doc: Tells., attribute-set: main, event: {attributes: []}}"
            )
        )
        #expect(plan.events?.cases.map(\.name) == [event + "_"])
    }

    @Test(arguments: ["name", "version"])
    func `So does a constant`(constant: String) throws {
        let definitions = "- {name: \(constant), type: const, value: 1}"
        #expect(try plan(SpecText(definitions: definitions)).constants.map(\.name) == [constant + "_"])
    }

    @Test(arguments: ["reply", "dump", "header", "family", "event", "groups", "message", "payload", "demo"])
    func `A type gives way with its kind`(definition: String) throws {
        let definitions = "- {name: \(definition), type: enum, entries: [a]}"
        let plan = try plan(SpecText(definitions: definitions))
        #expect(plan.enumerations.map(\.name) == [SwiftName.type(definition) + "Value"])
    }

    @Test func `The family itself cannot give way`() throws {
        let planned = try Planned(SpecText(), module: "Message")
        #expect(planned.errors.count == 1)
        #expect(
            planned.errors.first?.contains(
                "family 'demo' gets the Swift name 'Message', which the generated code itself has"
            ) == true
        )
    }

    @Test func `No type takes a name that generated code uses`() throws {
        let names = try typeNamesInUse()
        #expect(names.contains("AttributeBuilder"))
        for name in names {
            let definitions = "- {name: \(name), type: enum, entries: [a]}"
            let plan = try plan(SpecText(level: "genetlink-c", definitions: definitions))
            #expect(plan.enumerations.map(\.name) != [name])
        }
    }

    /// The types that the golden files name and do not make from their specs.
    private func typeNamesInUse() throws -> Set<String> {
        let code = try Golden.all.map { try $0.expected() }.joined()
            .split(separator: "\n")
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") && !$0.contains("\"") }
            .joined(separator: "\n")
        // What stands behind a dot is found by its scope.
        let words = code.matches(of: /\.?\b[A-Za-z_]\w*/).map { String($0.output) }
        let named = words.filter { $0.first?.isUppercase == true }
        let declared = code.matches(of: /(?:enum|struct|typealias) (\w+)/).map { String($0.output.1) }
        let fixed: Set = ["Dump", "Event", "Family", "Groups", "Header", "Reply"]
        let outsideOfTheNamespace: Set = ["Netlink", "Set", "Void"]
        return Set(named).subtracting(Set(declared).subtracting(fixed)).subtracting(outsideOfTheNamespace)
    }
}
