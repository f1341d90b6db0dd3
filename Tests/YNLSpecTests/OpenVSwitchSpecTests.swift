import Foundation
import Testing
import YNLSpec

/// Our specs of Open vSwitch against the header, the kernel's own specs and messages of a kernel.
enum OpenVSwitch {
    static let families = ["ovs_datapath", "ovs_vport", "ovs_flow"]

    static func family(_ name: String) throws -> Family { try family(name, among: Fixtures.ownSpecs) }

    static func kernelFamily(_ name: String) throws -> Family { try family(name, among: Fixtures.kernelSpecs) }

    private static func family(_ name: String, among files: [Fixture]) throws -> Family {
        let spec = try #require(files.first { $0.name == "\(name).yaml" })
        let overlay = files.first { $0.name == "\(name).overlay.yaml" }
        var diagnostics = Diagnostics()
        return try #require(
            Family.load(
                SourceFile(path: spec.name, bytes: spec.bytes),
                overlay: overlay.map { SourceFile(path: $0.name, bytes: $0.bytes) },
                diagnostics: &diagnostics
            ),
            "\(diagnostics)"
        )
    }
}

/// Nothing in the specs may be missing from the header without a reason.
@Suite(.enabled(if: HeaderProbe.isAvailable, "this needs cc and the kernel's headers"))
struct OpenVSwitchHeaderTests {
    /// What headers may lack: names, or the beginnings of names, and why.
    private static let absences = [
        "OVS_ACTION_ATTR_DROP": "since Linux 6.6",
        "OVS_ACTION_ATTR_PSAMPLE": "since Linux 6.11",
        "OVS_PSAMPLE_": "since Linux 6.11",
        "OVS_HASH_ALG_SYM_L4": "since Linux 6.5",
        "OVS_VPORT_ATTR_UPCALL_STATS": "since Linux 6.2",
        "OVS_VPORT_UPCALL_ATTR_": "since Linux 6.2",
        "TCPHDR_": "not in a header for user space",
        "OFPIEH12_": "not in a header for user space",
        "OVS_CT_EVENT_": "the header has the numbers of the bits, as IPCT_",
        "sizeof(struct masked_": "the kernel puts two structs or numbers one after the other",
        "sizeof(struct ct_": "not in a header for user space",
    ]

    @Test(arguments: OpenVSwitch.families)
    func `Whatever the header lacks is known to be missing`(name: String) throws {
        let family = try OpenVSwitch.family(name)
        let expressions = Set((family.headerConstants + family.headerSizes).map(\.expression))
        let values = try HeaderProbe(headers: [family.uapiHeader]).values(of: expressions.sorted())
        let missing = expressions.filter { expression in
            values[expression] == nil && !Self.absences.keys.contains { expression.hasPrefix($0) }
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test(arguments: [
        ("ovs_datapath", ["OVS_DP_ATTR_"]),
        ("ovs_vport", ["OVS_VPORT_ATTR_", "OVS_TUNNEL_ATTR_", "OVS_VXLAN_EXT_"]),
        (
            "ovs_flow",
            [
                "OVS_FLOW_ATTR_", "OVS_KEY_ATTR_", "OVS_TUNNEL_KEY_ATTR_", "OVS_ACTION_ATTR_", "OVS_NSH_KEY_ATTR_",
                "OVS_CT_ATTR_", "OVS_NAT_ATTR_", "OVS_SAMPLE_ATTR_", "OVS_USERSPACE_ATTR_", "OVS_CHECK_PKT_LEN_ATTR_",
                "OVS_DEC_TTL_ATTR_",
            ]
        ),
    ])
    func `No attribute of the header is missing`(name: String, prefixes: [String]) throws {
        let family = try OpenVSwitch.family(name)
        let constants = family.headerConstants
        let last = try HeaderProbe(headers: [family.uapiHeader]).values(of: prefixes.map { "\($0)MAX" })
        for prefix in prefixes {
            let maximum = try #require(last["\(prefix)MAX"])
            let numbers = constants.filter { $0.expression.hasPrefix(prefix) }.map(\.number)
            // Tunnel keys begin with 0, all others have nothing there.
            let first: Int64 = prefix == "OVS_TUNNEL_KEY_ATTR_" ? 0 : 1
            #expect(Set(first...maximum).isSubset(of: numbers), "\(prefix)")
        }
    }

    @Test func `Bits of events have the numbers of conntrack's constants`() throws {
        let events = try OpenVSwitch.family("ovs_flow").enumeration("ct-events")
        let names = events.entries.map { "IPCT_\($0.name.uppercased())" }
        let values = try HeaderProbe(headers: ["linux/netfilter/nf_conntrack_common.h"]).values(of: names)
        #expect(values.count >= 11)
        for (name, entry) in zip(names, events.entries) where values[name] != nil {
            #expect(values[name] == entry.value, "\(name)")
        }
    }

    @Test(arguments: [("ovs_datapath", "OVS_DATAPATH"), ("ovs_vport", "OVS_VPORT"), ("ovs_flow", "OVS_FLOW")])
    func `Versions and groups are those of the header`(name: String, prefix: String) throws {
        let family = try OpenVSwitch.family(name)
        let values = try HeaderProbe(headers: [family.uapiHeader]).values(of: [
            "\(prefix)_VERSION", "__builtin_strcmp(\(prefix)_FAMILY, \"\(name)\")",
            "__builtin_strcmp(\(prefix)_MCGROUP, \"\(family.multicastGroups.first?.name ?? "")\")",
        ])
        #expect(values["\(prefix)_VERSION"] == Int64(family.version))
        #expect(values.values.filter { $0 == 0 }.count == 2)
    }
}

/// The order of attributes in a set is that in which they are encoded, so a key that the kernel sent goes back as it was.
@Suite struct OpenVSwitchOrderTests {
    /// Attributes of a message or a nest: number and payload.
    private func attributes(_ bytes: ArraySlice<UInt8>) -> [(number: Int, payload: ArraySlice<UInt8>)] {
        var rest = bytes
        var attributes: [(number: Int, payload: ArraySlice<UInt8>)] = []
        while rest.count >= 4 {
            let start = rest.startIndex
            let length = Int(rest[start]) | Int(rest[start + 1]) << 8
            let number = (Int(rest[start + 2]) | Int(rest[start + 3]) << 8) & 0x3fff
            guard length >= 4, length <= rest.count else { break }
            attributes.append((number, rest[(start + 4)..<(start + length)]))
            rest = rest.dropFirst((length + 3) & ~3)
        }
        return attributes
    }

    private func message(_ name: String) throws -> ArraySlice<UInt8> {
        let file = Fixtures.package.appending(path: "Tests/OVSPacketTests/Fixtures/\(name).hex")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        // Behind the headers of netlink, generic netlink and Open vSwitch.
        return lines.flatMap { $0.split(separator: " ") }.compactMap { UInt8($0, radix: 16) }.dropFirst(24)
    }

    /// Checks the order in a nest, and in the nests inside.
    private func check(_ bytes: ArraySlice<UInt8>, _ set: AttributeSet, _ family: Family) throws {
        let numbers = set.attributes.map(\.number)
        let found = attributes(bytes)
        #expect(!found.isEmpty)
        let places = try found.map { attribute in try #require(numbers.firstIndex(of: attribute.number)) }
        #expect(places == places.sorted(), "\(set.name)")
        for (place, attribute) in zip(places, found) {
            guard let inner = set.attributes[place].nestedSet else { continue }
            try check(attribute.payload, family[inner], family)
        }
    }

    @Test(arguments: ["miss-upcall", "miss-upcall-unaligned", "action-upcall"])
    func `Keys of upcalls have their attributes in the order of the spec`(name: String) throws {
        let family = try OpenVSwitch.family("ovs_flow")
        let key = try #require(attributes(try message(name)).first { $0.number == 2 })
        try check(key.payload, try family.set("key-attrs"), family)
    }

    @Test func `The tunnel of an upcall has its attributes in the order of the spec`() throws {
        let family = try OpenVSwitch.family("ovs_flow")
        let tunnel = try #require(attributes(try message("action-upcall")).first { $0.number == 5 })
        try check(tunnel.payload, try family.set("tunnel-key-attrs"), family)
    }
}

/// Where the kernel's own specs differ from the kernel, and ours do not.
@Suite(
    .enabled(
        if: !Fixtures.kernelSpecs.isEmpty,
        "the kernel's specs are not in ../shared/kernel-specs, and the project does not contain them"
    )
)
struct OpenVSwitchCorrectionTests {
    private let ours: Family
    private let kernels: Family

    init() throws {
        ours = try OpenVSwitch.family("ovs_flow")
        kernels = try OpenVSwitch.kernelFamily("ovs_flow")
    }

    private func width(_ name: String, of structure: String, in family: Family) throws -> Int {
        try #require(try family.structure(structure).members.first { $0.name == name }).size
    }

    @Test func `psample has the number behind drop, which the kernel's spec lacks`() throws {
        #expect(try kernels.set("action-attrs").attribute(named: "drop") == nil)
        #expect(try kernels.attribute("psample", of: "action-attrs").number == 24)
        #expect(try ours.attribute("drop", of: "action-attrs").number == 24)
        #expect(try ours.attribute("psample", of: "action-attrs").number == 25)
    }

    @Test(arguments: ["ovs-action-add-mpls", "ovs-action-push-mpls"])
    func `The Ethernet type of a label has two bytes`(structure: String) throws {
        #expect(try width("mpls-ethertype", of: structure, in: kernels) == 4)
        #expect(try width("mpls-ethertype", of: structure, in: ours) == 2)
        #expect(try ours.structure(structure).size == 8)
    }

    @Test func `A service header to push is inside another nest, with the number that it has in keys`() throws {
        let kernelSet = try #require(try kernels.attribute("push-nsh", of: "action-attrs").nestedSet)
        #expect(kernels[kernelSet].name == "ovs-nsh-key-attrs")
        let set = ours[try #require(try ours.attribute("push-nsh", of: "action-attrs").nestedSet)]
        #expect(set.attributes.map(\.number) == [try ours.attribute("nsh", of: "key-attrs").number])
    }

    @Test func `Bits to set come with their mask, twice the length of the value`() throws {
        let kernelSet = try #require(try kernels.attribute("set-masked", of: "action-attrs").nestedSet)
        #expect(kernels[kernelSet].name == "key-attrs")
        let set = ours[try #require(try ours.attribute("set-masked", of: "action-attrs").nestedSet)]
        for attribute in set.attributes {
            guard case .structure(let id) = attribute.type else { continue }
            let plain = try ours.attribute(attribute.name, of: "key-attrs")
            let size =
                switch plain.type {
                case .structure(let plain): ours[plain].size
                case .integer(let integer), .integerArray(let integer): integer.width.rawValue
                default: 0
                }
            #expect(ours[id].size == 2 * size, "\(attribute.name)")
            #expect(attribute.number == plain.number, "\(attribute.name)")
        }
    }

    @Test func `A probe is a flag, and there may be several labels`() throws {
        guard case .bytes = try kernels.attribute("probe", of: "flow-attrs").type else { throw NotFound() }
        guard case .flag = try ours.attribute("probe", of: "flow-attrs").type else { throw NotFound() }
        guard case .structure = try kernels.attribute("mpls", of: "key-attrs").type else { throw NotFound() }
        guard case .integerArray(let label) = try ours.attribute("mpls", of: "key-attrs").type else { throw NotFound() }
        #expect(label.width == .four && label.byteOrder == .bigEndian)
    }

    @Test func `The key has the original addresses of IPv6 connections as a struct`() throws {
        guard case .bytes = try kernels.attribute("ct-orig-tuple-ipv6", of: "key-attrs").type else { throw NotFound() }
        guard case .structure(let id) = try ours.attribute("ct-orig-tuple-ipv6", of: "key-attrs").type else {
            throw NotFound()
        }
        #expect(ours[id].size == 40)
    }

    @Test func `Padding has no contents`() throws {
        for (set, name) in [("flow-attrs", "pad"), ("tunnel-key-attrs", "pad")] {
            guard case .bytes = try kernels.attribute(name, of: set).type else { throw NotFound() }
            guard case .pad = try ours.attribute(name, of: set).type else { throw NotFound() }
        }
    }

    @Test func `Options of tunnels are a port of two bytes and a nest of extensions`() throws {
        let kernels = try OpenVSwitch.kernelFamily("ovs_vport")
        let ours = try OpenVSwitch.family("ovs_vport")
        #expect(try kernels.attribute("dst-port", of: "vport-options").integer?.width == .four)
        #expect(try ours.attribute("dst-port", of: "vport-options").integer?.width == .two)
        #expect(try kernels.attribute("extension", of: "vport-options").integer?.width == .four)
        let extensions = ours[try #require(try ours.attribute("extension", of: "vport-options").nestedSet)]
        guard case .flag = extensions.attribute(named: "gbp")?.type else { throw NotFound() }
    }

    @Test func `Ids of network namespaces may be below zero, and vports are of version 1`() throws {
        let kernels = try OpenVSwitch.kernelFamily("ovs_vport")
        let ours = try OpenVSwitch.family("ovs_vport")
        #expect(try kernels.attribute("netnsid", of: "vport").integer?.isSigned == false)
        #expect(try ours.attribute("netnsid", of: "vport").integer?.isSigned == true)
        #expect(kernels.version == 2)
        #expect(ours.version == 1)
    }
}
