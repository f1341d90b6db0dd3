// Lists the generic netlink families of the running kernel with their operations, groups and policies.
//
//   swift run list-families [FAMILY]

import Glibc
import Netlink

do throws(NetlinkError) {
    var socket = try NetlinkSocket()
    let arguments = CommandLine.arguments.dropFirst()
    let families =
        arguments.isEmpty ? try socket.families() : [try socket.family(named: arguments.joined(separator: " "))]
    for family in families.sorted(by: { $0.familyId ?? 0 < $1.familyId ?? 0 }) {
        describe(family)
        try describePolicies(of: family, &socket)
    }
} catch {
    print("list-families: \(error)")
    exit(1)
}

/// Prints a family, its operations and its groups.
func describe(_ family: NLCtrl.GetFamily.Reply) {
    print("\(family.familyName ?? "?") id \(family.familyId ?? 0) version \(family.version ?? 0)")
    for operation in family.ops ?? [] {
        print("  operation \(operation.id ?? 0) \(operation.flags ?? [])")
    }
    for group in family.mcastGroups ?? [] {
        print("  group \(group.name ?? "?") id \(group.id ?? 0)")
    }
}

/// Prints what the kernel accepts in each attribute of a family's requests.
func describePolicies(of family: NLCtrl.GetFamily.Reply, _ socket: inout NetlinkSocket) throws(NetlinkError) {
    guard let name = family.familyName else { return }
    let policies: FamilyPolicies
    do throws(NetlinkError) {
        policies = try socket.policies(of: name)
    } catch .kernel(let error) where error.errno == .noData {
        return
    }
    for (index, table) in policies.tables.sorted(by: { $0.key < $1.key }) {
        for (number, policy) in table.sorted(by: { $0.key < $1.key }) {
            print("  policy \(index) attribute \(number) \(policy)")
        }
    }
}
