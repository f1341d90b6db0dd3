import Testing

@testable import Netlink

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Tag {
    /// Talks to the running kernel; any user may do what the test does.
    @Tag static var kernel: Self

    /// Changes the network; runs only where `NETLINK_TEST_NAMESPACE` is set, as by
    /// `NETLINK_TEST_NAMESPACE=1 unshare -n swift test`.
    @Tag static var namespace: Self
}

/// Whether the tests run in a network namespace that they may change.
let isInPrivateNamespace = unsafe getenv("NETLINK_TEST_NAMESPACE") != nil

/// Whether the tests may send to groups of other processes, which takes `CAP_NET_ADMIN`.
let mayMulticast: Bool = {
    guard let descriptor = try? SocketDescriptor(.userSocket) else { return false }
    return (try? descriptor.set(.addMembership, to: 1)) != nil
}()

extension Trait where Self == ConditionTrait {
    /// Skips tests that cannot send to groups.
    static var needsMulticast: Self { .enabled(if: mayMulticast, "needs CAP_NET_ADMIN") }

    /// Skips tests of an operation that the running kernel does not have.
    static func needs(_ family: String, command: UInt32) -> Self {
        .enabled("the kernel has no operation \(command) of \(family)") {
            var socket = try NetlinkSocket()
            let operations = (try? socket.family(named: family))?.ops
            return operations?.contains { $0.id == command } ?? false
        }
    }
}

/// Lets one test at a time change the network of the namespace, whatever its suite: others would see its events, and find
/// their dumps interrupted.
struct NamespaceTurn: SuiteTrait, TestTrait, TestScoping {
    private static let turns = Turns()

    let isRecursive = true

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.turns.take()
        let result: Result<Void, any Error>
        do { result = .success(try await function()) } catch { result = .failure(error) }
        await Self.turns.pass()
        try result.get()
    }

    /// Who is first in line has its turn.
    private actor Turns {
        private var isTaken = false
        private var line: [CheckedContinuation<Void, Never>] = []

        func take() async {
            guard isTaken else { return isTaken = true }
            await withCheckedContinuation { line.append($0) }
        }

        func pass() {
            if line.isEmpty { isTaken = false } else { line.removeFirst().resume() }
        }
    }
}

extension Trait where Self == NamespaceTurn {
    /// Waits for its turn among all tests with this trait.
    static var oneAtATime: Self { NamespaceTurn() }
}
