import Foundation
import Testing
import YNLSpec

/// What real specs do that an author of a parser does not expect; the table is in Tests/KernelFamilies/README.md.
@Suite struct EdgeCaseTests {
    /// Messages of a call with the given lists.
    private func messages(_ lists: String, definitions: String = "", keys: String = "") throws -> Exchange {
        let spec = SpecText(
            definitions: definitions,
            attributeSets: "- {name: main, attributes: [{name: a, type: u8}, {name: b, type: u8}]}",
            operationKeys: keys,
            operations: "- {name: get, doc: Gets., attribute-set: main, do: {\(lists)}}"
        )
        return try load(spec).do("get")
    }

    @Test func `20: a check finds its constant by the name, or by the name behind the prefix`() throws {
        let family = try load(
            SpecText(
                definitions: "- {name: key-len, type: const, value: 32, name-prefix: wg-}",
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: a, type: binary, checks: {exact-len: wg-key-len}}
                        - {name: b, type: binary, checks: {exact-len: key-len}}
                    """
            )
        )
        #expect(try family.attribute("a", of: "main").checks.exactLength == 32)
        #expect(try family.attribute("b", of: "main").checks.exactLength == 32)
    }

    @Test func `25: members of the header in a list of attributes are left out without a warning`() throws {
        let exchange = try messages(
            "request: {attributes: [index, a]}",
            definitions: "- {name: header, type: struct, members: [{name: index, type: u32}]}",
            keys: "fixed-header: header"
        )
        #expect(exchange.request.names == ["a"])
        #expect(exchange.request.fixedHeader != nil)
    }

    @Test func `26: an attribute that is listed twice is in the message once`() throws {
        #expect(try messages("request: {attributes: [b, a, b]}").request.names == ["b", "a"])
    }
}

/// The same with the kernel's own specs, where they lie beside the package.
@Suite(
    .enabled(
        if: !Fixtures.kernelSpecs.isEmpty,
        "the kernel's specs are not in ../shared/kernel-specs, and the project does not contain them"
    )
)
struct KernelSpecEdgeCaseTests {
    private func loaded(_ name: String, isCorrected: Bool = false) throws -> (family: Family, warnings: [String]) {
        let file = try #require(Fixtures.kernelSpecs.first { $0.name == "\(name).yaml" })
        let path = "Tests/KernelFamilies/Overlays/\(name).overlay.yaml"
        let overlay = isCorrected ? try Data(contentsOf: Fixtures.package.appending(path: path)) : nil
        var diagnostics = Diagnostics()
        let family = Family.load(
            SourceFile(path: file.name, bytes: file.bytes),
            overlay: overlay.map { SourceFile(path: path, bytes: Array($0)) },
            diagnostics: &diagnostics
        )
        return (try #require(family, "\(diagnostics)"), diagnostics.warnings.map(\.message))
    }

    @Test func `13: a reply may have the number of its request`() throws {
        let policies = try loaded("nlctrl").family.dump("getpolicy")
        #expect(policies.request.number == 10)
        #expect(policies.reply?.number == 10)
        let begin = try loaded("nftables").family.do("batch-begin")
        #expect(begin.request.number == 0x10)
        #expect(begin.reply?.number == 0x10)
    }

    @Test func `16: numbers are those of the spec until an overlay says better`() throws {
        let spec = try loaded("nlctrl").family
        #expect(try spec.attribute("mask", of: "policy-attrs").number == 11)
        #expect(try spec.attribute("pad", of: "policy-attrs").number == 12)
        let corrected = try loaded("nlctrl", isCorrected: true)
        #expect(try corrected.family.attribute("mask", of: "policy-attrs").number == 12)
        #expect(try corrected.family.attribute("pad", of: "policy-attrs").number == 11)
        #expect(corrected.warnings == [])
    }

    @Test func `24: attributes that the set does not have are left out with a warning`() throws {
        let (family, warnings) = try loaded("nftables")
        #expect(try family.do("newrule").request.names == [])
        #expect(try family.do("newtable").request.names == ["name"])
        #expect(warnings.contains("set 'rule-attrs' has no attribute 'name'; it is left out"))
    }

    @Test func `27: padding in a list of attributes is left out`() throws {
        let reply = try #require(try loaded("rt-link").family.do("getlink").reply)
        #expect(reply.names.contains("gso-max-size"))
        #expect(!reply.names.contains("pad"))
        let text = try #require(Fixtures.kernelSpecs.first { $0.name == "rt-link.yaml" }).bytes
        #expect(String(decoding: text, as: UTF8.self).contains("            - pad\n"))
    }

    @Test func `30: an attribute that a subset has twice is in it once`() throws {
        let (family, warnings) = try loaded("devlink")
        let names = try family.set("dl-dpipe-table").attributes.map(\.name)
        #expect(names.starts(with: ["dpipe-table-name", "dpipe-table-size", "dpipe-table-matches"]))
        #expect(Set(names).count == names.count)
        #expect(warnings.contains("attribute 'dpipe-table-name' is already in this set; this one is ignored"))
    }

    @Test func `31: an unused number that is there twice counts once`() throws {
        let (family, warnings) = try loaded("ethtool")
        #expect(try family.set("strings").attributes.map(\.name) == ["unspec", "string"])
        #expect(try family.attribute("string", of: "strings").number == 1)
        #expect(warnings == ["attribute 'unspec' is already in this set; this one is ignored"])
    }

    @Test func `32: what a spec refers to may stand behind`() throws {
        let handshake = try loaded("handshake").family
        #expect(handshake.operations.map(\.name).starts(with: ["ready", "accept"]))
        let accept = try handshake.do("accept").reply
        #expect(try handshake.message("ready").names == accept?.names)
        #expect(try handshake.message("ready").number == 1)
        // A struct inside one that stands before it.
        let tc = try loaded("tc").family
        let names = tc.structures.map(\.name)
        let outer = try #require(names.firstIndex(of: "tc-htb-opt"))
        #expect(try #require(names.firstIndex(of: "tc-ratespec")) > outer)
        #expect(tc.structures[outer].members.map(\.size).prefix(2) == [12, 12])
    }
}
