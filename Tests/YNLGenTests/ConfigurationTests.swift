import Testing

@Suite struct ConfigurationTests {
    @Test func `A configuration chooses access, faces and operations`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        try workspace.write(
            "access: internal\nfaces: structs\nspecs: { demo: { swift-names: { family: Mine } } }\n",
            to: "ynl-gen-config.yaml"
        )
        let result = try workspace.run("demo.yaml", "--config", "ynl-gen-config.yaml")
        #expect(result.status == 0)
        #expect(result.output.contains("\nnonisolated enum Mine: "))
        #expect(!result.output.contains("MainView"))
    }

    @Test func `Options go before the configuration`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        try workspace.write("access: internal\nfaces: structs\n", to: "ynl-gen-config.yaml")
        let options = ["demo.yaml", "--config", "ynl-gen-config.yaml", "--access", "public", "--faces", "all"]
        #expect(try workspace.run(options).output == (try workspace.run("demo.yaml").output))
    }

    @Test func `A configuration among the specs does no harm`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        try workspace.write("access: internal\n", to: "ynl-gen-config.yaml")
        let result = try workspace.run("ynl-gen-config.yaml", "demo.yaml")
        #expect(result.output == (try workspace.run("demo.yaml").output))
    }

    @Test func `An overlay that a configuration names is beside the configuration`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo", to: "specs/demo.yaml")
        try workspace.write("family: demo\nswift-names: { family: Other }\n", to: "specs/other.overlay.yaml")
        try workspace.write("specs: { demo: { overlay: other.overlay.yaml } }\n", to: "specs/ynl-gen-config.yaml")
        let result = try workspace.run("specs/demo.yaml", "--config", "specs/ynl-gen-config.yaml")
        #expect(result.status == 0)
        #expect(result.output.contains("enum Other: "))
    }

    @Test func `Mistakes are shown with their place, for one spec of many and once`() throws {
        let workspace = try Workspace()
        for family in ["one", "two"] { try workspace.writeSpec(family) }
        try workspace.write("specs:\n  one: { operations: [gat] }\n  tow: {}\n", to: "ynl-gen-config.yaml")
        let result = try workspace.run("one.yaml", "two.yaml", "--config", "ynl-gen-config.yaml", "--output", "out")
        #expect(result.status == 2)
        #expect(
            result.errors == """
                ynl-gen-config.yaml:3:3: error: there is no spec 'tow.yaml'
                  tow: {}
                  ^~~
                ynl-gen-config.yaml:3:3: note: did you mean 'two'?
                ynl-gen-config.yaml:2:23: error: spec 'one' has no operation 'gat'
                  one: { operations: [gat] }
                                      ^~~
                ynl-gen-config.yaml:2:23: note: did you mean 'get'?

                """
        )
    }

    @Test func `Of the runs for single specs, the first one reports what is wrong with the whole`() throws {
        let workspace = try Workspace()
        for family in ["one", "two"] { try workspace.writeSpec(family) }
        try workspace.write("acess: public\n", to: "ynl-gen-config.yaml")
        func errors(_ spec: String) throws -> String {
            try workspace.run(
                spec + ".yaml",
                "--config",
                "ynl-gen-config.yaml",
                "--configured-specs",
                "one,two",
                "--file",
                spec + ".swift"
            ).errors
        }
        #expect(try errors("one").hasPrefix("ynl-gen-config.yaml:1:1: error: unknown key 'acess'"))
        #expect(try errors("two") == "")
    }

    @Test func `Selected operations leave out the others`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--operations", "get").output.contains("struct Get: "))
        let result = try workspace.run("demo.yaml", "--operations", "got")
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("<command line>:1:14: error: spec 'demo' has no operation 'got'\n"))
    }

    @Test func `Source that becomes part of a module is internal structs in a file`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--part-of", "Mine", "--file", "out/demo.ynl.swift").status == 0)
        let text = try workspace.read("out/demo.ynl.swift")
        #expect(text.contains("\nnonisolated enum Demo: "))
        #expect(!text.contains("public"))
        #expect(!text.contains("MainView"))
    }

    @Test func `A file that does not change is not written`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        _ = try workspace.run("demo.yaml", "--file", "demo.swift")
        let before = try workspace.identity("demo.swift")
        _ = try workspace.run("demo.yaml", "--file", "demo.swift")
        #expect(try workspace.identity("demo.swift") == before)
        _ = try workspace.run("demo.yaml", "--file", "demo.swift", "--module", "Other")
        #expect(try workspace.identity("demo.swift") != before)
    }

    @Test func `Sets of another family are imported unless they are in the same module`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo", type: "binary")
        try workspace.write(
            "family: demo\nnests: { attribute-sets/main/index: { family: other, attribute-set: keys, module: Other } }\n",
            to: "demo.overlay.yaml"
        )
        try workspace.write("specs: { demo: { modules: { other: Kit } } }\n", to: "ynl-gen-config.yaml")
        let source = try workspace.run("demo.yaml").output
        #expect(source.contains("\npublic import Other\n"))
        let configured = try workspace.run("demo.yaml", "--config", "ynl-gen-config.yaml").output
        #expect(configured == source.replacing("import Other", with: "import Kit"))
        let options = ["demo.yaml", "--config", "ynl-gen-config.yaml", "--part-of", "Kit", "--access", "public"]
        let part = try workspace.run(options + ["--faces", "all"]).output
        #expect(part == source.replacing("public import Other\n", with: ""))
    }
}
