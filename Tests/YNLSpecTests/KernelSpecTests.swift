import Testing
import YNLSpec

/// The kernel's own specs, where they lie beside the package.
@Suite(
    .enabled(
        if: !Fixtures.kernelSpecs.isEmpty,
        "the kernel's specs are not in ../shared/kernel-specs, and the project does not contain them"
    )
)
struct KernelSpecTests {
    /// What the kernel's specs get wrong: how many warnings each is worth.
    private static let warnings = [
        "devlink.yaml": 2,  // two attributes of dl-dpipe-table are listed twice
        "ethtool.yaml": 1,  // 'unspec' of strings is listed twice
        "nftables.yaml": 17,  // an attribute name with a space, and lists that name the unknown attribute 'name'
    ]

    private func family(_ name: String) throws -> Family {
        let file = try #require(Fixtures.kernelSpecs.first { $0.name == "\(name).yaml" })
        var diagnostics = Diagnostics()
        return try #require(
            Family.load(SourceFile(path: file.name, bytes: file.bytes), diagnostics: &diagnostics),
            "\(diagnostics)"
        )
    }

    @Test func `All of them are there`() {
        #expect(Fixtures.kernelSpecs.count >= 22)
    }

    @Test(arguments: Fixtures.kernelSpecs)
    func `They are understood, with warnings only where they are wrong`(file: Fixture) throws {
        var diagnostics = Diagnostics()
        let family = Family.load(SourceFile(path: file.name, bytes: file.bytes), diagnostics: &diagnostics)
        #expect(family != nil, "\(diagnostics)")
        #expect(diagnostics.warnings.count == Self.warnings[file.name] ?? 0, "\(diagnostics)")
        #expect(family?.operations.isEmpty == false)
    }

    @Test(arguments: [
        ("tc", "tc-htb-opt", 44), ("tc", "tc-tbf-qopt", 36), ("tc", "tc-ratespec", 12), ("tc", "tc-police", 56),
        ("tc", "tc-stats", 40), ("tc", "gnet-stats-basic", 16), ("tc", "tc-u32-sel", 32),
        ("rt-link", "rtnl-link-ifmap", 32), ("rt-link", "ifla-vf-guid", 16), ("rt-link", "ifinfomsg", 16),
        ("rt-route", "rtmsg", 12), ("rt-neigh", "ndmsg", 12), ("ovs_flow", "ovs-key-arp", 24),
        ("ovs_flow", "ovs-key-ct-tuple-ipv4", 16), ("ovs_flow", "ovs-header", 4),
    ])
    func `Structs have the size that they have in the kernel`(spec: String, name: String, size: Int) throws {
        #expect(try family(spec).structure(name).size == size)
    }

    @Test func `The member behind four odd bytes of a filter is aligned`() throws {
        let selector = try family("tc").structure("tc-u32-sel")
        #expect(selector.members.map(\.name).firstIndex(of: "offmask").map { selector.members[$0].offset } == 4)
    }

    @Test func `devlink answers a dump of ports by another number`() throws {
        let devlink = try family("devlink")
        #expect(try devlink.do("port-get").request.number == 5)
        #expect(try devlink.do("port-get").reply?.number == 7)
        #expect(try devlink.dump("port-get").reply?.number == 3)
    }

    @Test func `Numbers beyond 31 bits survive`() throws {
        let codes = try family("nftables").enumeration("verdict-code")
        #expect(codes.entries.contains { $0.name == "return" && $0.value == 4_294_967_291 })
    }

    @Test func `A selector is found around the set`() throws {
        let tc = try family("tc")
        let app = try #require(tc.attributeSets.compactMap { $0.attribute(named: "app") }.first)
        guard case .subMessage(_, let selector) = app.type else { throw NotFound() }
        #expect(selector.name == "kind")
        #expect(selector.outwardLevels == 1)
    }

    @Test func `A name with a space is kept`() throws {
        #expect(try family("nftables").attributeSets.contains { $0.attribute(named: "set id") != nil })
    }

    @Test func `A check finds its constant in another definition`() throws {
        let cookie = try #require(
            try family("tcp_metrics").attributeSets.lazy.compactMap { $0.attribute(named: "fopen-cookie") }.first
        )
        #expect(cookie.checks.minimumLength == 16)
    }
}

/// The specs of this package, with their overlays.
@Suite(.enabled(if: !Fixtures.ownSpecs.isEmpty, "the package has no specs yet"))
struct OwnSpecTests {
    private static let specs = Fixtures.ownSpecs.filter { !$0.name.hasSuffix(".overlay.yaml") }

    @Test(arguments: specs)
    func `They are understood without a warning`(file: Fixture) {
        let name = file.name.split(separator: ".").first.map(String.init) ?? ""
        let overlay = Fixtures.ownSpecs.first { $0.name == "\(name).overlay.yaml" }
        var diagnostics = Diagnostics()
        let family = Family.load(
            SourceFile(path: file.name, bytes: file.bytes),
            overlay: overlay.map { SourceFile(path: $0.name, bytes: $0.bytes) },
            diagnostics: &diagnostics
        )
        #expect(family != nil)
        #expect(diagnostics.all.isEmpty, "\(diagnostics)")
    }
}
