import Testing
import YNLSpec

@Suite struct OperationNumberingTests {
    private func directional(_ operations: String) throws -> Family {
        try load(SpecText(operationKeys: "enum-model: directional", operations: operations))
    }

    @Test func `In the unified model every entry takes a number`() throws {
        let family = try load(
            SpecText(
                attributeSets: "- {name: main, attributes: []}",
                operations: """
                    - {name: unspec, doc: Reserved., value: 0}
                    - {name: get, doc: Gets., attribute-set: main, do: {request: {}, reply: {}}, dump: {reply: {}}}
                    - {name: get-ntf, doc: Tells., notify: get}
                    - {name: done, doc: Tells., attribute-set: main, event: {attributes: []}}
                    - {name: far, doc: Far., value: 255, do: {}}
                    """
            )
        )
        #expect(try family.operation("unspec").kind == .reserved(number: 0))
        #expect(try family.do("get").request.number == 1)
        #expect(try family.do("get").reply?.number == 1)
        #expect(try family.dump("get").request.number == 1)
        #expect(try family.dump("get").reply?.number == 1)
        #expect(try family.message("get-ntf").number == 2)
        #expect(try family.message("done").number == 3)
        #expect(try family.do("far").request.number == 255)
        #expect(try family.do("far").reply == nil)
    }

    @Test func `The unified model counts from 1`() throws {
        let family = try load(SpecText(operations: "- {name: get, doc: Gets., do: {}}"))
        #expect(try family.do("get").request.number == 1)
    }

    /// The example of the kernel's documentation.
    @Test func `The directional model has a counter for each direction`() throws {
        let family = try directional(
            """
            - {name: a, doc: A., do: {request: {value: 2}, reply: {value: 1}}}
            - {name: b, doc: B., notify: a}
            - {name: c, doc: C., notify: a, value: 7}
            - {name: d, doc: D., do: {request: {}, reply: {}}}
            """
        )
        #expect(try family.do("a").request.number == 2)
        #expect(try family.do("a").reply?.number == 1)
        #expect(try family.message("b").number == 2)
        #expect(try family.message("c").number == 7)
        #expect(try family.do("d").request.number == 3)
        #expect(try family.do("d").reply?.number == 8)
    }

    @Test func `The request counter goes on without a request, the reply counter stays without a reply`() throws {
        let family = try directional(
            """
            - {name: a, doc: A., do: {reply: {}}}
            - {name: b, doc: B., do: {request: {}}}
            - {name: c, doc: C., do: {request: {}, reply: {}}}
            """
        )
        #expect(try family.do("a").request.number == 1)
        #expect(try family.do("b").reply == nil)
        #expect(try family.do("c").request.number == 3)
        #expect(try family.do("c").reply?.number == 2)
    }

    @Test func `A dump takes the numbers of the single request`() throws {
        let family = try directional(
            "- {name: a, doc: A., do: {request: {value: 5}, reply: {value: 6}}, dump: {reply: {}}}"
        )
        #expect(try family.dump("a").request.number == 5)
        #expect(try family.dump("a").reply?.number == 6)
    }

    @Test func `A number that a dump's reply states counts for the dump`() throws {
        let family = try directional(
            """
            - {name: a, doc: A., do: {request: {value: 5}, reply: {value: 7}}, dump: {reply: {value: 3}}}
            - {name: b, doc: B., do: {reply: {}}}
            """
        )
        #expect(try family.do("a").reply?.number == 7)
        #expect(try family.dump("a").reply?.number == 3)
        #expect(try family.do("b").reply?.number == 8)
    }

    @Test func `Without a single request the dump sets the counters`() throws {
        let family = try directional(
            """
            - {name: a, doc: A., dump: {request: {value: 18}, reply: {value: 16}}}
            - {name: b, doc: B., do: {request: {}, reply: {}}}
            """
        )
        #expect(try family.dump("a").request.number == 18)
        #expect(try family.do("b").request.number == 19)
        #expect(try family.do("b").reply?.number == 17)
    }

    @Test func `A stated zero says nothing`() throws {
        let loaded = Loaded(
            SpecText(
                operationKeys: "enum-model: directional",
                operations: "- {name: a, doc: A., do: {request: {value: 0}, reply: {value: 0}}}"
            )
        )
        let exchange = try #require(loaded.family).do("a")
        #expect(exchange.request.number == 1)
        #expect(exchange.reply?.number == 1)
        #expect(loaded.warnings.count == 2)
    }

    @Test func `Numbers in the wrong place are ignored with a warning`() throws {
        let unified = Loaded(SpecText(operations: "- {name: a, doc: A., do: {request: {value: 9}}}"))
        #expect(try #require(unified.family).do("a").request.number == 1)
        #expect(unified.warnings.count == 1)
        let directional = Loaded(
            SpecText(operationKeys: "enum-model: directional", operations: "- {name: a, doc: A., value: 9, do: {}}")
        )
        #expect(try #require(directional.family).do("a").request.number == 1)
        #expect(directional.warnings.count == 1)
    }

    @Test func `Raw families number up to 65535`() throws {
        let family = try load(
            SpecText(
                level: "netlink-raw",
                operationKeys: "enum-model: directional",
                operations: "- {name: a, doc: A., do: {request: {value: 65535}}}"
            )
        )
        #expect(try family.do("a").request.number == 65_535)
    }
}
