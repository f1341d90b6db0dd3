import Testing
import YNLSpec

@testable import YNLGenerator

@Suite("Selected operations") struct SelectionTests {
    private static let spec = SpecText(
        level: "netlink-raw",
        definitions: """
            - {name: header, type: struct, members: [{name: state, type: u32, enum: state}]}
            - {name: state, type: enum, entries: [up, down]}
            - {name: counters, type: struct, members: [{name: packets, type: u64}]}
            - {name: mode, type: enum, entries: [fast, slow]}
            - {name: unused, type: enum, entries: [one]}
            """,
        attributeSets: """
            - name: link
              attributes:
                - {name: kind, type: string}
                - {name: data, type: sub-message, sub-message: data, selector: kind}
                - {name: counters, type: binary, struct: counters}
                - {name: mode, type: u32, enum: mode}
                - {name: inner, type: nest, nested-attributes: inner}
            - {name: inner, attributes: [{name: deep, type: nest, nested-attributes: deep}]}
            - {name: deep, attributes: [{name: index, type: u32}]}
            - {name: bridge, attributes: [{name: delay, type: u32}]}
            - {name: vlan, attributes: [{name: id, type: u16}]}
            - {name: stats, attributes: [{name: counters, type: binary, struct: counters}]}
            """,
        subMessages: """
            - name: data
              formats:
                - {value: bridge, attribute-set: bridge}
                - {value: vlan, attribute-set: vlan}
            """,
        operationKeys: "enum-model: directional",
        operations: """
            - name: get
              doc: Gets.
              attribute-set: link
              fixed-header: header
              do:
                request: {value: 1, attributes: [kind]}
                reply: {value: 2, attributes: [kind, data, inner]}
            - {name: ntf, doc: Tells., value: 2, notify: get, fixed-header: header, mcgrp: links}
            - name: set
              doc: Sets.
              attribute-set: link
              fixed-header: header
              do: {request: {value: 3, attributes: [kind, mode, counters, inner]}}
            - name: stats
              doc: Counts.
              attribute-set: stats
              do: {request: {value: 4}, reply: {value: 5, attributes: [counters]}}
            """,
        multicastGroups: "- {name: links, value: 1}\n- {name: others, value: 2}"
    )

    private func planned(_ operations: String?, formats: String? = nil) throws -> FamilyPlan {
        var diagnostics = Diagnostics()
        let choices = Choices(operations: operations, formats: formats)
        let whole = try #require(Loaded(Self.spec).family)
        let family = try #require(whole.configured(by: choices, diagnostics: &diagnostics), "\(diagnostics)")
        var planner = Planner(family: family, moduleName: nil)
        let plan = planner.plan()
        #expect(planner.errors.isEmpty)
        return plan
    }

    @Test func `An operation brings the sets, structs and enumerations that it reaches`() throws {
        let plan = try planned("get", formats: "all")
        #expect(plan.operations.names == ["Get"])
        #expect(plan.attributeSets.map(\.kernelName) == ["link", "inner", "deep", "bridge", "vlan"])
        #expect(plan.structures.map(\.name) == ["HeaderStruct"])
        #expect(plan.enumerations.map(\.name) == ["State"])
        #expect(plan.subMessages.map(\.name) == ["Data"])
    }

    @Test func `Another operation brings others`() throws {
        let plan = try planned("stats")
        #expect(plan.attributeSets.map(\.kernelName) == ["stats"])
        #expect(plan.structures.map(\.name) == ["Counters"])
        #expect(plan.enumerations == [])
        #expect(plan.subMessages == [])
        #expect(plan.events == nil)
        #expect(plan.groups == [])
    }

    @Test func `Attributes that no selected message lists keep their names, and lead nowhere`() throws {
        let fields = try planned("get").set("link").fields
        #expect(fields.map(\.kernelName) == ["kind", "data", "counters", "mode", "inner"])
        #expect(fields.map(\.descriptor)[2...3] == [".bytes", ".u32"])
        #expect(try planned("get").set("link").layout == "-sbb4n")
        #expect(
            try planned("get,set").set("link").fields.map(\.descriptor)[2...3] == [
                ".structure(Counters.self)", ".named(.u32, Mode.self)",
            ]
        )
    }

    @Test func `Formats come only if they are named`() throws {
        #expect(try planned("get").subMessages.flatMap(\.formats).map(\.name) == [])
        #expect(try planned("get").attributeSets.map(\.kernelName) == ["link", "inner", "deep"])
        #expect(try planned("get", formats: "vlan").subMessages.flatMap(\.formats).map(\.name) == ["vlan"])
        let all = try planned(nil, formats: "vlan")
        #expect(all.subMessages.flatMap(\.formats).map(\.name) == ["vlan"])
        #expect(all.operations.names == ["Get", "Set", "Stats"])
    }

    @Test func `The documentation names the formats that are left out`() throws {
        let message = try #require(try planned("get", formats: "vlan").subMessages.first)
        #expect(message.comment.code(indentation: 0).text.contains("The selection leaves out the formats `bridge`"))
    }

    @Test func `Events and their groups come if they are named`() throws {
        #expect(try planned("get").events == nil)
        #expect(try planned("get").groups == [])
        let plan = try planned("get,ntf")
        #expect(plan.events?.cases.map(\.type) == ["Get.Reply"])
        #expect(plan.groups.map(\.kernelName) == ["links"])
        let alone = try planned("ntf")
        #expect(alone.operations == [])
        #expect(alone.events?.cases.map(\.type) == ["Ntf"])
    }

    @Test func `Sets that no selected request holds are only received`() throws {
        #expect(try planned("get").set("inner").isSent == false)
        #expect(try planned("get,set").set("inner").isSent == true)
    }

    @Test func `What is selected is called as in the whole`() throws {
        let whole = try plan(Self.spec)
        let part = try planned("get,ntf,set,stats", formats: "all")
        #expect(part.operations == whole.operations)
        #expect(part.subMessages == whole.subMessages)
        #expect(part.structures.map(\.name) == whole.structures.map(\.name))
        #expect(part.enumerations == whole.enumerations.filter { $0.name != "Unused" })
    }

    @Test(
        .enabled(if: !Fixtures.kernelSpecs.isEmpty, "the kernel's specs are not in ../shared/kernel-specs"),
        arguments: [Faces.structs, .all]
    )
    func `Links alone are at most 40 percent of the kernel's rt-link`(faces: Faces) throws {
        let file = try #require(Fixtures.kernelSpecs.first { $0.name == "rt-link.yaml" })
        let source = SourceFile(path: file.name, bytes: file.bytes)
        var diagnostics = Diagnostics()
        let family = try #require(Family.load(source, diagnostics: &diagnostics))
        let choices = Choices(operations: "getlink", formats: nil)
        let part = try #require(family.configured(by: choices, diagnostics: &diagnostics))
        let lines = try [family, part].map { family in
            let module = Generator(faces: faces).generate(family, sources: [source], diagnostics: &diagnostics)
            return try #require(module).text.utf8.count { $0 == UInt8(ascii: "\n") }
        }
        #expect(lines[1] * 100 <= lines[0] * 40, "\(lines[1]) of \(lines[0]) lines")
    }
}

extension [OperationPlan] {
    fileprivate var names: [String] {
        map { operation in
            switch operation {
            case .request(let message): message.name
            case .namespace(let name, _, _): name
            }
        }
    }
}
