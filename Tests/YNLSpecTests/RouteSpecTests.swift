import Foundation
import Testing
import YNLSpec

/// Our specs of links, addresses, routes, neighbours and rules against the headers and the kernel's own specs.
enum RouteSpecs {
    static let families = ["rt-link", "rt-addr", "rt-route", "rt-neigh", "rt-rule"]

    /// A family as its spec has it, without what an overlay says about Swift.
    static func family(_ name: String, among files: [Fixture] = Fixtures.ownSpecs) throws -> Family {
        let spec = try #require(files.first { $0.name == "\(name).yaml" })
        var diagnostics = Diagnostics()
        let file = SourceFile(path: spec.name, bytes: spec.bytes)
        return try #require(Family.load(file, diagnostics: &diagnostics), "\(diagnostics)")
    }
}

/// Nothing in the specs may be missing from the headers without a reason.
///
/// That numbers and sizes are right where the headers have them is for ``HeaderNumbersTests``.
@Suite(.enabled(if: HeaderProbe.isAvailable, "this needs cc and the kernel's headers"))
struct RouteHeaderTests {
    /// What headers lack, by names or the beginnings of names, and why.
    private static let absences = [
        "IFF_POINT_TO_POINT": hyphens, "IFF_NO_TRAILERS": hyphens, "IFF_NO_ARP": hyphens, "IFF_ALL_MULTI": hyphens,
        "IFF_AUTO_MEDIA": hyphens,
        "IF_RA_": "not in a header for user space",
        "IF_RS_SENT": "not in a header for user space",
        "IF_READY": "not in a header for user space",
        "AF_IPMR": "RTNL_FAMILY_IPMR, a family of rules alone",
        "AF_IP6MR": "RTNL_FAMILY_IP6MR, a family of rules alone",
        "RTM_F_DEAD": hop, "RTM_F_PERVASIVE": hop, "RTM_F_ONLINK": hop, "RTM_F_HOP_OFFLOAD": hop, "RTM_F_LINKDOWN": hop,
        "RTM_F_UNRESOLVED": hop, "RTM_F_HOP_TRAP": hop,
        "NETKIT_FORWARD": "the kernel's spec names what the header has as actions",
        "NETKIT_BLACKHOLE": "the kernel's spec names what the header has as actions",
        "RT_LINK_IFLA_STATS_FILTER_": "the header computes the bits from the numbers of attributes",
    ]

    private static let hop = "the header has it as RTNH_F_, since it is of the next hop"
    private static let hyphens = "the kernel's spec has hyphens where C has nothing"

    /// What has come after Linux 6.1, so that headers may be too old for it.
    private static let newer = [
        "BR_BOOLOPT_FDB_LOCAL_VLAN_0", "BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION", "BR_STP_MODE_AUTO",
        "BR_STP_MODE_KERNEL",
        "BR_STP_MODE_USER", "DPLL_A_PIN_ID", "FRA_DPORT_MASK",
        "FRA_DSCP", "FRA_DSCP_MASK", "FRA_FLOWLABEL", "FRA_FLOWLABEL_MASK", "FRA_SPORT_MASK",
        "IFLA_BOND_BROADCAST_NEIGH", "IFLA_BOND_COUPLED_CONTROL", "IFLA_BOND_LACP_STRICT",
        "IFLA_BOND_SLAVE_ACTOR_PORT_PRIO", "IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE",
        "IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE", "IFLA_BRPORT_BACKUP_NHID", "IFLA_BRPORT_MAB",
        "IFLA_BRPORT_MCAST_MAX_GROUPS", "IFLA_BRPORT_MCAST_N_GROUPS", "IFLA_BRPORT_NEIGH_FORWARD_GRAT",
        "IFLA_BRPORT_NEIGH_VLAN_SUPPRESS", "IFLA_BR_FDB_MAX_LEARNED", "IFLA_BR_FDB_N_LEARNED", "IFLA_BR_STP_MODE",
        "IFLA_DEVLINK_PORT",
        "IFLA_DPLL_PIN", "IFLA_GENEVE_GRO_HINT", "IFLA_GENEVE_LOCAL", "IFLA_GENEVE_LOCAL6", "IFLA_GENEVE_PORT_RANGE",
        "IFLA_GRO_IPV4_MAX_SIZE", "IFLA_GSO_IPV4_MAX_SIZE", "IFLA_HEADROOM", "IFLA_MACVLAN_BC_CUTOFF",
        "IFLA_MAX_PACING_OFFLOAD_HORIZON", "IFLA_MCTP_PHYS_BINDING", "IFLA_NETKIT_HEADROOM", "IFLA_NETKIT_MODE",
        "IFLA_NETKIT_PAIRING", "IFLA_NETKIT_PEER_INFO", "IFLA_NETKIT_PEER_POLICY", "IFLA_NETKIT_PEER_SCRUB",
        "IFLA_NETKIT_POLICY", "IFLA_NETKIT_PRIMARY", "IFLA_NETKIT_SCRUB", "IFLA_NETKIT_TAILROOM",
        "IFLA_NETNS_IMMUTABLE", "IFLA_OVPN_MODE", "IFLA_TAILROOM", "IFLA_VXLAN_LABEL_POLICY",
        "IFLA_VXLAN_LOCALBYPASS", "IFLA_VXLAN_MC_ROUTE", "IFLA_VXLAN_RESERVED_BITS", "NETKIT_DEVICE_PAIR",
        "NETKIT_DEVICE_SINGLE", "NETKIT_L2", "NETKIT_L3", "NETKIT_SCRUB_DEFAULT", "NETKIT_SCRUB_NONE",
        "NTF_EXT_EXT_VALIDATED", "NTF_EXT_LOCKED", "OVPN_MODE_MP", "OVPN_MODE_P2P", "RTAX_FEATURE_TCP_USEC_TS",
        "RTA_FLOWLABEL", "VXLAN_LABEL_FIXED", "VXLAN_LABEL_INHERIT", "sizeof(struct ifla_geneve_port_range)",
    ]

    /// Whether the name is one that C has none for: it is of a reply or a notification, whose number a request has too.
    private func isOfAnAnswer(_ name: String) -> Bool {
        name.hasPrefix("RTM_") && (name.hasSuffix("_REPLY") || name.hasSuffix("_NTF"))
    }

    @Test(arguments: RouteSpecs.families)
    func `Whatever the headers lack is known to be missing`(name: String) throws {
        let family = try RouteSpecs.family(name)
        let headers = [family.uapiHeader] + family.enumerations.compactMap(\.cHeader)
        let expressions = Set((family.headerConstants + family.headerSizes).map(\.expression))
        let values = try HeaderProbe(headers: headers).values(of: expressions.sorted())
        let missing = expressions.filter { expression in
            values[expression] == nil && !isOfAnAnswer(expression) && !Self.newer.contains(expression)
                && !Self.absences.keys.contains { expression.hasPrefix($0) }
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test(arguments: [
        (
            "rt-link",
            [
                "IFLA_", "IFLA_INET_", "IFLA_INET6_", "IFLA_BR_", "IFLA_BRPORT_", "IFLA_INFO_", "IFLA_VLAN_",
                "IFLA_MACVLAN_", "IFLA_IPVLAN_", "IFLA_VXLAN_", "IFLA_GENEVE_", "IFLA_GRE_", "IFLA_VTI_", "IFLA_IPTUN_",
                "IFLA_BOND_", "IFLA_BOND_SLAVE_", "IFLA_BOND_AD_INFO_", "IFLA_VF_", "IFLA_PORT_", "IFLA_XDP_",
                "IFLA_TUN_", "IFLA_VRF_", "IFLA_VRF_PORT_", "IFLA_STATS_", "IFLA_MCTP_",
            ]
        ),
        ("rt-addr", ["IFA_"]), ("rt-route", ["RTA_", "RTAX_", "LWTUNNEL_IP_", "LWTUNNEL_IP6_", "LWT_BPF_"]),
        ("rt-neigh", ["NDA_", "NDTA_", "NDTPA_", "NFEA_"]), ("rt-rule", ["FRA_"]),
    ])
    func `No attribute of the headers is missing`(name: String, prefixes: [String]) throws {
        let family = try RouteSpecs.family(name)
        let last = try HeaderProbe(headers: [family.uapiHeader]).values(of: prefixes.map { "\($0)MAX" })
        for prefix in prefixes {
            let maximum = try #require(last["\(prefix)MAX"], "\(prefix)")
            let sets = family.attributeSets.filter { $0.cPrefix.uppercased().replacing("-", with: "_") == prefix }
            let numbers = sets.flatMap(\.attributes).map { Int64($0.number) }
            #expect(Set(1...maximum).isSubset(of: numbers), "\(prefix)")
        }
    }
}

/// What the kernel's own specs name, ours name alike.
@Suite(
    .enabled(
        if: !Fixtures.kernelSpecs.isEmpty,
        "the kernel's specs are not in ../shared/kernel-specs, and the project does not contain them"
    )
)
struct RouteKernelSpecTests {
    /// Where ours differ, by the beginnings of paths, and why.
    private static let differences = [
        "ipv4-devconf/": "ours have the header's numbers, which begin with 1; the kernel's spec counts from 0",
        "ifla-inet6-stats/": "Linux has changed the places, so that a spec cannot name them",
        "rtgenmsg": "no message of these families has this header",
        "rta-cacheinfo": "the kernel's spec lacks the last members",
    ]

    @Test(arguments: RouteSpecs.families)
    func `Names and numbers are those of the kernel's spec`(name: String) throws {
        let ours = try RouteSpecs.family(name).namedNumbers
        let kernels = try RouteSpecs.family(name, among: Fixtures.kernelSpecs).namedNumbers
        #expect(kernels.count > 20)
        let different = kernels.filter { path, number in
            ours[path] != number && !Self.differences.keys.contains { path.hasPrefix($0) }
        }
        #expect(different.isEmpty, "\(different)")
        print("\(name): \(kernels.count) names of the kernel's spec compared, ours has \(ours.count)")
    }

    @Test func `Each known difference is one`() throws {
        let families = try RouteSpecs.families.map { name in
            (
                try RouteSpecs.family(name).namedNumbers,
                try RouteSpecs.family(name, among: Fixtures.kernelSpecs).namedNumbers
            )
        }
        for prefix in Self.differences.keys {
            let differs = families.contains { ours, kernels in
                kernels.contains { $0.key.hasPrefix(prefix) && ours[$0.key] != $0.value }
            }
            #expect(differs, "\(prefix)")
        }
    }
}

extension Family {
    /// Everything that has a name and a number: entries, attributes, operations, groups, and offsets of members.
    fileprivate var namedNumbers: [String: Int64] {
        var numbers: [String: Int64] = [:]
        for enumeration in enumerations {
            for entry in enumeration.entries { numbers["\(enumeration.name)/\(entry.name)"] = entry.value }
        }
        for structure in structures {
            numbers["\(structure.name)"] = Int64(structure.size)
            for member in structure.members { numbers["\(structure.name)/\(member.name)"] = Int64(member.offset) }
        }
        for set in attributeSets {
            for attribute in set.attributes { numbers["\(set.name)/\(attribute.name)"] = Int64(attribute.number) }
        }
        for constant in headerConstants where constant.expression.hasPrefix("RTM_") {
            numbers[constant.expression] = constant.number
        }
        for group in multicastGroups { numbers[group.name] = group.number.map(Int64.init) }
        return numbers
    }
}
