import Testing

@testable import Netlink

/// Batches answered by the running kernel.
@Suite(.tags(.kernel)) struct BatchKernelTests {
    @Test func missingFamiliesAmongOthers() throws {
        var socket = try NetlinkSocket()
        let names = ["nlctrl", "no such one", "nlctrl", "neither this"]
        let results = try socket.perform(names.map { NLCtrl.GetFamily(familyName: $0) })
        let found = results.map { result in
            switch result {
            case .success(let family): family.familyName
            case .failure(let error): error.errno?.name
            }
        }
        #expect(found == ["nlctrl", "ENOENT", "nlctrl", "ENOENT"])
        // The next request gets its own answer.
        #expect(try socket.family(named: "nlctrl").familyId == 0x10)
    }

    @Test(arguments: [nil, 1, 1 << 20]) func moreRequestsThanTheReceiveBufferHoldsAnswers(_ size: Int?) throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = size
        var socket = try NetlinkSocket(options: options)
        var batch = RequestBatch()
        for _ in 0..<1000 { try batch.append(NLCtrl.GetFamily(familyName: "no such one")) }
        let results = try socket.perform(batch)
        #expect(results.count == 1000)
        #expect(results.allSatisfy { $0.error?.errno == .noEntry })
    }

    @Test func manyReplies() throws {
        var socket = try NetlinkSocket()
        let families = try socket.families().compactMap(\.familyName)
        let names = (0..<500).map { families[$0 % families.count] }
        let results = try socket.perform(names.map { NLCtrl.GetFamily(familyName: $0) })
        #expect(results.map { try? $0.get().familyName } == names)
    }

    @Test(.needs("netdev", command: 10)) func familiesMix() throws {
        var socket = try NetlinkSocket()
        var batch = RequestBatch()
        try batch.append(NLCtrl.GetFamily(familyName: "nlctrl"))
        try batch.append(Netdev.QueueGet(ifindex: 0))
        try batch.append(Netdev.QueueGet())
        let texts = try socket.perform(batch).map { $0.error?.description }
        #expect(
            texts == [
                nil,
                "netdev queue-get: integer out of range (ERANGE), attribute .ifindex, accepted 1...4294967295",
                "netdev queue-get: Invalid argument (EINVAL), missing attribute .id",
            ]
        )
    }
}

extension NamespaceTests {
    @Test func batchOfAddresses() throws {
        var socket = try NetlinkSocket(.route)
        var batch = RequestBatch()
        for number in 20_000..<22_000 as Range<UInt16> {
            try batch.append(Route.NewAddress(number), flags: [.create, .exclusive])
        }
        #expect(try socket.perform(batch).allSatisfy { $0 == .acknowledged(warning: nil) })
        #expect(try socket.perform(batch).allSatisfy { $0.error?.errno == .exists })
    }
}

/// Transactions in a network namespace of our own.
@Suite(
    .tags(.kernel, .namespace),
    .enabled(if: isInPrivateNamespace, "needs NETLINK_TEST_NAMESPACE=1 unshare -n"),
    .serialized
)
struct TransactionNamespaceTests {
    /// A socket for nftables, if the kernel has it.
    private func nftables() throws -> NetlinkSocket? {
        do throws(NetlinkError) {
            var socket = try NetlinkSocket(.netfilter)
            _ = try socket.performAll(Nftables.GetTable("none"))
            return socket
        } catch .kernel(let error) where error.errno == .noEntry {
            return try NetlinkSocket(.netfilter)
        } catch {
            print("skipped: the kernel has no nftables (\(error))")
            return nil
        }
    }

    @Test func transaction() throws {
        guard var socket = try nftables() else { return }
        var batch = RequestBatch()
        try batch.append(Nftables.NewTable("one"), flags: [.create, .exclusive])
        try batch.append(Nftables.NewChain("chain", in: "one"), flags: .create)
        try socket.perform(batch, begin: Nftables.Begin(), end: Nftables.End())
        #expect(try socket.perform(Nftables.GetTable("one")).name == "one")
        let again = try #require(throws: NetlinkError.self) {
            try socket.perform(batch, begin: Nftables.Begin(), end: Nftables.End())
        }
        #expect(again.description.contains("request 0: nftables newtable: File exists (EEXIST), attribute .name"))
    }

    @Test func refusedTransactionAppliesNothing() throws {
        guard var socket = try nftables() else { return }
        var batch = RequestBatch()
        try batch.append(Nftables.NewTable("two"), flags: [.create, .exclusive])
        try batch.append(Nftables.NewChain("chain", in: "unknown"), flags: .create)
        try batch.append(Nftables.NewChain("chain", in: "two"), flags: .create)
        let error = try #require(throws: NetlinkError.self) {
            try socket.perform(batch, begin: Nftables.Begin(), end: Nftables.End())
        }
        #expect(
            error.description == "transaction refused, nothing was applied: "
                + "request 1: nftables newchain: No such file or directory (ENOENT), attribute .table"
        )
        let missing = try #require(throws: NetlinkError.self) { try socket.perform(Nftables.GetTable("two")) }
        #expect(missing.errno == .noEntry)
    }

    @Test func transactionOnAnOldGeneration() throws {
        guard var socket = try nftables() else { return }
        var batch = RequestBatch()
        try batch.append(Nftables.NewTable("three"), flags: .create)
        let error = try #require(throws: NetlinkError.self) {
            try socket.perform(batch, begin: Nftables.Begin(generation: 0xffff_fff0), end: Nftables.End())
        }
        #expect(error.description.hasPrefix("nftables batch-begin: "))
    }

    @Test func transactionOfThousands() throws {
        guard var socket = try nftables() else { return }
        var batch = RequestBatch()
        try batch.append(Nftables.NewTable("many"), flags: .create)
        for number in 0..<5000 { try batch.append(Nftables.NewChain("chain\(number)", in: "many"), flags: .create) }
        try socket.perform(batch, begin: Nftables.Begin(), end: Nftables.End())
        #expect(try socket.perform(Nftables.GetTable("many")).name == "many")
    }
}
