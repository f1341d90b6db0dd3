import Testing
import YNLSpec

/// The numbers in specs against those in the kernel's installed headers.
///
/// A constant that the headers do not have proves nothing: they may be older than the spec, or name it otherwise.
@Suite(.enabled(if: HeaderProbe.isAvailable, "this needs cc and the kernel's headers"))
struct HeaderNumbersTests {
    private static let specs = (Fixtures.kernelSpecs + Fixtures.ownSpecs).filter { !$0.name.hasSuffix(".overlay.yaml") }

    /// Where a spec differs from the headers, and why.
    private static let knownDifferences = [
        "NL_POLICY_TYPE_ATTR_PAD": "the spec has the padding and the mask the wrong way round",
        "NL_POLICY_TYPE_ATTR_MASK": "the spec has the padding and the mask the wrong way round",
        "NFTA_TABLE_USERDATA": "the spec lacks the padding in front",
        "NFTA_CHAIN_FLAGS": "the spec lacks the padding in front",
        "NFTA_CHAIN_ID": "the spec lacks the padding in front",
        "NFTA_CHAIN_USERDATA": "the spec lacks the padding in front",
        "NFTA_RULE_ID": "the spec lacks the padding in front",
        "NFTA_RULE_POSITION_ID": "the spec lacks the padding in front",
        "NFTA_RULE_CHAIN_ID": "the spec lacks the padding in front",
        "NFTA_SET_ELEM_OBJREF": "the spec lacks the padding in front",
        "NFTA_SET_ELEM_KEY_END": "the spec lacks the padding in front",
        "NFTA_SET_ELEM_EXPRESSIONS": "the spec lacks the padding in front",
        "NFTA_LOOKUP_SET_ID": "the spec has the attributes in another order",
        "NFTA_LOOKUP_SREG": "the spec has the attributes in another order",
        "NFTA_LOOKUP_DREG": "the spec has the attributes in another order",
        "sizeof(struct ovs_action_add_mpls)": "the spec gives the Ethernet type 32 bits instead of 16",
        "sizeof(struct rta_cacheinfo)": "the spec lacks the last members",
        "sizeof(struct rtgenmsg)": "the spec writes out the padding behind the only member",
        "sizeof(struct tc_fq_qd_stats)": "headers before Linux 6.7 lack the last members",
        "sizeof(struct tc_pedit_sel)": "the spec has the flexible array at the end as one element",
        "sizeof(struct tc_u32_pcnt)": "the spec has the flexible array at the end as one element",
        "sizeof(struct tc_u32_sel)": "the spec has the flexible array at the end as one element",
    ]

    private func family(_ file: Fixture) throws -> Family {
        let name = file.path.dropLast(".yaml".count)
        let overlay = Fixtures.ownSpecs.first { $0.path == "\(name).overlay.yaml" }
        var diagnostics = Diagnostics()
        return try #require(
            Family.load(
                SourceFile(path: file.name, bytes: file.bytes),
                overlay: overlay.map { SourceFile(path: $0.name, bytes: $0.bytes) },
                diagnostics: &diagnostics
            ),
            "\(diagnostics)"
        )
    }

    @Test func `The probe tells what the headers know from what they do not`() throws {
        let values = try HeaderProbe(headers: []).values(of: ["RTM_GETLINK", "NO_SUCH_CONSTANT", "IFLA_MTU"])
        #expect(values == ["RTM_GETLINK": 18, "IFLA_MTU": 4])
    }

    @Test(arguments: specs)
    func `Numbers are those of the headers`(file: Fixture) throws {
        let family = try family(file)
        try compare(family.headerConstants, family, file)
    }

    @Test(arguments: specs)
    func `Structs have the size that they have in C`(file: Fixture) throws {
        let family = try family(file)
        try compare(family.headerSizes, family, file)
    }

    private func compare(_ constants: [HeaderConstant], _ family: Family, _ file: Fixture) throws {
        let headers = [family.uapiHeader] + family.enumerations.compactMap(\.cHeader)
        let values = try HeaderProbe(headers: headers).values(of: Array(Set(constants.map(\.expression))).sorted())
        let compared = constants.filter { values[$0.expression] != nil }
        let wrong = compared.filter { constant in
            values[constant.expression].map { !isSame($0, constant.number) } == true
        }
        print(
            "\(file.name): \(compared.count) compared, \(constants.count - compared.count) not in the headers, "
                + "\(wrong.count) differ"
        )
        for constant in wrong where Self.knownDifferences[constant.expression] == nil {
            Issue.record(
                "\(constant.expression) is \(values[constant.expression] ?? 0), the spec says \(constant.number)"
            )
        }
    }

    /// C has some 32-bit values as negative numbers.
    private func isSame(_ left: Int64, _ right: Int64) -> Bool {
        left == right || (left < 0 && UInt32(truncatingIfNeeded: left) == UInt32(exactly: right))
    }
}
