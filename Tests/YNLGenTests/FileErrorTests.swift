import Testing

@Suite struct FileErrorTests {
    @Test func `A spec that is not there is told, with status 74`() throws {
        let workspace = try Workspace()
        let result = try workspace.run("absent.yaml")
        #expect(result.status == 74)
        #expect(result.errors == "ynl-gen: error: cannot read 'absent.yaml': No such file or directory\n")
        #expect(result.output == "")
    }

    @Test func `So is a folder in place of a spec`() throws {
        let workspace = try Workspace()
        try workspace.write("", to: "folder.yaml/file")
        let result = try workspace.run("folder.yaml")
        #expect(result.status == 74)
        #expect(result.errors == "ynl-gen: error: cannot read 'folder.yaml': Is a directory\n")
    }

    @Test func `So is an overlay that is not there`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        let result = try workspace.run("demo.yaml", "--overlay", "absent.yaml")
        #expect(result.status == 74)
        #expect(result.errors == "ynl-gen: error: cannot read 'absent.yaml': No such file or directory\n")
    }

    @Test func `The other specs are looked at all the same`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo", type: "u23")
        let result = try workspace.run("absent.yaml", "demo.yaml", "--output", "out")
        #expect(result.status == 74)
        #expect(result.errors.hasPrefix("demo.yaml:8:29: error: unknown attribute type 'u23'"))
        #expect(result.errors.hasSuffix("ynl-gen: error: cannot read 'absent.yaml': No such file or directory\n"))
    }

    @Test func `A folder that cannot be made is told`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        let result = try workspace.run("demo.yaml", "--output", "demo.yaml/out")
        #expect(result.status == 74)
        #expect(
            result.errors == "ynl-gen: error: cannot write 'demo.yaml/out/Demo/Demo.swift': Not a directory\n"
        )
    }

    @Test func `A folder in place of a module's file is told, too`() throws {
        let workspace = try Workspace()
        try workspace.writeSpec("demo")
        try workspace.write("", to: "out/Demo/Demo.swift/file")
        let result = try workspace.run("demo.yaml", "--output", "out")
        #expect(result.status == 74)
        #expect(result.errors == "ynl-gen: error: cannot read 'out/Demo/Demo.swift': Is a directory\n")
    }
}
