import Testing

@Suite struct OutputTests {
    @Test func `Each spec becomes a folder with its source and landing page`() throws {
        let workspace = try Workspace()
        for family in ["fou", "team"] { try workspace.writeSpec(family) }
        let result = try workspace.run("fou.yaml", "team.yaml", "--output", "out")
        #expect(result.status == 0)
        #expect(result.output == "")
        #expect(
            workspace.files(in: "out") == [
                "Fou/Fou.docc/Fou.md", "Fou/Fou.swift", "Team/Team.docc/Team.md", "Team/Team.swift",
            ]
        )
        #expect(try workspace.read("out/Fou/Fou.swift") == workspace.run("fou.yaml").output)
    }

    @Test func `A second run touches nothing`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--output", "out").status == 0)
        let first = try workspace.identity("out/Demo/Demo.swift")
        #expect(try workspace.run("demo.yaml", "--output", "out").status == 0)
        #expect(try workspace.identity("out/Demo/Demo.swift") == first)
    }

    @Test func `Only what changes is written`() throws {
        let workspace = try Workspace()
        for family in ["fou", "team"] { try workspace.writeSpec(family) }
        #expect(try workspace.run("fou.yaml", "team.yaml", "--output", "out").status == 0)
        let team = try workspace.identity("out/Team/Team.swift")
        try workspace.writeSpec("fou", type: "u16")
        #expect(try workspace.run("fou.yaml", "team.yaml", "--output", "out").status == 0)
        #expect(try workspace.read("out/Fou/Fou.swift").contains("UInt16"))
        #expect(try workspace.identity("out/Team/Team.swift") == team)
    }

    @Test func `Two specs of one module do not overwrite each other`() throws {
        let workspace = try Workspace()
        for folder in ["a", "b"] { try workspace.writeSpec("demo", to: "\(folder)/demo.yaml") }
        let result = try workspace.run("a/demo.yaml", "b/demo.yaml", "--output", "out")
        #expect(result.status == 64)
        #expect(result.errors == "ynl-gen: error: two specs become module 'Demo'; generate one with --module NAME\n")
        #expect(workspace.files(in: "out").isEmpty)
    }
}

@Suite struct CheckTests {
    @Test func `Nothing differs after a run`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--output", "out").status == 0)
        let result = try workspace.run("demo.yaml", "--output", "out", "--check")
        #expect(result.status == 0)
        #expect(result.output == "")
        #expect(result.errors == "")
    }

    @Test func `A changed byte is shown as a diff, and stays`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--output", "out").status == 0)
        let changed = try workspace.read("out/Demo/Demo.swift").replacing("struct Get:", with: "struct Got:")
        try workspace.write(changed, to: "out/Demo/Demo.swift")

        let result = try workspace.run("demo.yaml", "--output", "out", "--check")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("--- out/Demo/Demo.swift\n+++ out/Demo/Demo.swift\n@@ -"))
        let changes = result.output.split(separator: "\n").dropFirst(2).filter {
            $0.hasPrefix("-") || $0.hasPrefix("+")
        }
        #expect(
            changes == [
                "-    public struct Got: DoRequest, NetlinkMessage {",
                "+    public struct Get: DoRequest, NetlinkMessage {",
            ]
        )
        #expect(result.errors == "")
        #expect(try workspace.read("out/Demo/Demo.swift") == changed)
    }

    @Test func `A missing newline at the end is shown`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        #expect(try workspace.run("demo.yaml", "--output", "out").status == 0)
        try workspace.write(String(try workspace.read("out/Demo/Demo.swift").dropLast()), to: "out/Demo/Demo.swift")
        let result = try workspace.run("demo.yaml", "--output", "out", "--check")
        #expect(result.status == 1)
        #expect(result.output.contains("\n-}\n\\ No newline at end of file\n+}\n"))
    }

    @Test func `A missing module is all added, and not written`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        let result = try workspace.run("demo.yaml", "--output", "out", "--check")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("--- /dev/null\n+++ out/Demo/Demo.swift\n@@ -0,0 +1,"))
        #expect(workspace.files() == ["demo.yaml"])
    }

    @Test func `All modules are compared`() throws {
        let workspace = try Workspace()
        for family in ["fou", "team"] { try workspace.writeSpec(family) }
        let result = try workspace.run("fou.yaml", "team.yaml", "--output", "out", "--check")
        #expect(result.status == 1)
        #expect(result.output.contains("+++ out/Fou/Fou.swift\n"))
        #expect(result.output.contains("+++ out/Team/Team.swift\n"))
    }
}
