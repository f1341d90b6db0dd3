import Testing

@testable import YNLGenerator

@Suite struct OperationPlanTests {
    private static let sets = """
        - name: main
          doc: Everything.
          attributes: [{name: a, type: u8}, {name: b, type: u16}, {name: c, type: flag}]
        """

    private func plan(_ operations: String, header: String = "", overlay: String? = nil) throws -> FamilyPlan {
        try YNLGeneratorTests.plan(
            SpecText(
                definitions: "- {name: demo-header, type: struct, members: [{name: index, type: u32}]}",
                attributeSets: Self.sets,
                operationKeys: header.isEmpty ? "" : "fixed-header: \(header)",
                operations: operations
            ),
            overlay: overlay
        )
    }

    @Test func `A do becomes a request with its attributes`() throws {
        let request = try plan(
            "- {name: set-port, doc: Sets. It does., value: 7, attribute-set: main, do: {request: {attributes: [b, a]}}}"
        ).request("SetPort")
        #expect(request.role == .doRequest(command: 7))
        #expect(request.comment == DocComment("Sets (operation `set-port`, command 7).", ["It does."]))
        #expect(request.attributesName == "MainAttributes")
        #expect(request.slotsType == "AttributeSlots8")
        #expect(request.header == nil)
        #expect(request.properties.map(\.field.name) == ["b", "a"])
        #expect(request.properties.map(\.isRequired) == [false, false])
        #expect(request.members.isEmpty)
    }

    @Test func `A reply is nested in its request`() throws {
        let request = try plan(
            "- {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [a]}, reply: {attributes: [b]}}}"
        ).request("Get")
        #expect(request.members.names == ["Reply"])
        let reply = try request.members.structure("Reply")
        #expect(reply.role == .fromKernel)
        #expect(reply.properties.map(\.field.name) == ["b"])
        #expect(reply.comment == DocComment("What the kernel answers to `get`."))
    }

    @Test func `A dump alone makes its operation a namespace`() throws {
        let members = try plan(
            "- {name: get, doc: Gets., value: 3, attribute-set: main, dump: {request: {attributes: [a]}, reply: {attributes: [b]}}}"
        ).namespace("Get")
        #expect(members.names == ["Reply", "Dump"])
        let dump = try members.structure("Dump")
        #expect(dump.role == .dumpRequest(command: 3))
        #expect(dump.members.names == ["Reply = Get.Reply"])
    }

    @Test func `A dump that answers like the do shares its reply`() throws {
        let request = try plan(
            """
            - name: get
              doc: Gets.
              attribute-set: main
              do: {request: {attributes: [a]}, reply: &reply {attributes: [b]}}
              dump: {reply: *reply}
            """
        ).request("Get")
        #expect(request.members.names == ["Reply", "Dump"])
        #expect(try request.members.structure("Dump").members.names == ["Reply = Get.Reply"])
        #expect(try request.members.structure("Dump").properties.isEmpty)
    }

    @Test func `A dump that answers otherwise has a reply of its own`() throws {
        let request = try plan(
            """
            - name: get
              doc: Gets.
              attribute-set: main
              do: {request: {attributes: [a]}, reply: {attributes: [b]}}
              dump: {reply: {attributes: [c]}}
            """
        ).request("Get")
        let dump = try request.members.structure("Dump")
        #expect(dump.members.names == ["Reply"])
        #expect(try dump.members.structure("Reply").properties.map(\.field.name) == ["c"])
    }

    @Test func `A do without a reply does not get that of the dump`() throws {
        let request = try plan(
            """
            - name: flush
              doc: Flushes.
              attribute-set: main
              do: {request: {attributes: [a]}}
              dump: {reply: {attributes: [b]}}
            """
        ).request("Flush")
        #expect(request.members.names == ["Dump"])
        #expect(try request.members.structure("Dump").members.names == ["Reply"])
    }

    @Test func `A dump without a reply answers with what is not known`() throws {
        let members = try plan(
            "- {name: get, doc: Gets., attribute-set: main, dump: {request: {attributes: [a]}}}"
        ).namespace("Get")
        let reply = try members.structure("Reply")
        #expect(reply.properties.isEmpty)
        #expect(reply.attributesName == "MainAttributes")
    }

    @Test func `Equal replies of two operations are one type`() throws {
        let plan = try plan(
            """
            - {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a, b]}}}
            - {name: take, doc: Takes., attribute-set: main, do: {reply: {attributes: [a, b]}}}
            - {name: peek, doc: Peeks., attribute-set: main, do: {reply: {attributes: [b, a]}}}
            """
        )
        #expect(try plan.request("Get").members.names == ["Reply"])
        #expect(try plan.request("Take").members.names == ["Reply = Get.Reply"])
        #expect(try plan.request("Peek").members.names == ["Reply"])
    }

    @Test func `A fixed header stands in every message`() throws {
        let plan = try plan(
            "- {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [a]}, reply: {attributes: [b]}}}",
            header: "demo-header"
        )
        let request = try plan.request("Get")
        #expect(request.header == "DemoHeader")
        #expect(try request.members.structure("Reply").header == "DemoHeader")
        #expect(try plan.set("main").role == .message(header: "DemoHeader"))
    }

    @Test func `A message may have no attributes at all`() throws {
        let request = try plan("- {name: noop, doc: Does nothing., attribute-set: main, do: {}}").request("Noop")
        #expect(request.properties.isEmpty)
        #expect(request.attributesName == "MainAttributes")
    }

    @Test func `A message without a set uses the runtime's empty one`() throws {
        let operations = "- {name: noop, doc: Does nothing., do: {}}"
        #expect(try plan(operations).request("Noop").attributesName == "NoAttributes<Demo, NoHeader>")
        #expect(
            try plan(operations, header: "demo-header").request("Noop").attributesName
                == "NoAttributes<Demo, DemoHeader>"
        )
    }

    @Test(arguments: [
        ("admin-perm", "Needs `CAP_NET_ADMIN` in the initial user namespace."),
        ("uns-admin-perm", "Needs `CAP_NET_ADMIN` in the user namespace of the network namespace."),
    ])
    func `The comment of a request tells its permission`(flag: String, remark: String) throws {
        let request = try plan("- {name: set, doc: Sets., attribute-set: main, flags: [\(flag)], do: {}}").request(
            "Set"
        )
        #expect(request.comment == DocComment("Sets (operation `set`, command 1).", [remark]))
    }

    @Test func `Attributes are required where the overlay says so`() throws {
        let request = try plan(
            "- {name: set, doc: Sets., attribute-set: main, do: {request: {attributes: [a, b, c]}}}",
            overlay: "required:\n  operations/set/do/request: [b]"
        ).request("Set")
        #expect(request.properties.map(\.isRequired) == [false, true, false])
    }

    @Test func `Attributes have the wire order that the overlay gives`() throws {
        let request = try plan(
            "- {name: set, doc: Sets., attribute-set: main, do: {request: {attributes: [a, b, c]}}}",
            overlay: "wire-order:\n  operations/set/do/request: [c, a, b]"
        ).request("Set")
        #expect(request.properties.map(\.field.name) == ["c", "a", "b"])
    }

    @Test func `Required attributes make another type`() throws {
        let plan = try plan(
            """
            - {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a]}}}
            - {name: take, doc: Takes., attribute-set: main, do: {reply: {attributes: [a]}}}
            """,
            overlay: "required:\n  operations/take/do/reply: [a]"
        )
        #expect(try plan.request("Take").members.names == ["Reply"])
    }
}
