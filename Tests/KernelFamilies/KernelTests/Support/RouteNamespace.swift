import Foundation
import Netlink
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// When tests may change the network of the machine that they run on.
enum RouteNamespace {
    /// Whether whoever runs the tests says so.
    static let isAllowed = ProcessInfo.processInfo.environment["NETLINK_TEST_NAMESPACE"] == "1"

    /// Why the tests are skipped.
    static let reason: Comment = "needs root and NETLINK_TEST_NAMESPACE=1: the kernel is asked to change its network"
}

extension Trait where Self == ConditionTrait {
    /// Skips tests that need a namespace where there is none, and says so.
    static var needsNamespace: Self { .enabled(if: RouteNamespace.isAllowed, RouteNamespace.reason) }
}

/// Runs a closure in a new network namespace, which goes with everything in it.
///
/// A namespace belongs to the thread. The closure cannot suspend and stays on it, and so do the programs that it starts;
/// nothing that other tests do at the same time is visible.
func inNewNamespace(_ body: () throws -> Void) throws {
    let newNetwork: Int32 = 0x4000_0000
    let home = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
    try #require(home >= 0, "the thread's own namespace cannot be opened")
    defer { close(home) }
    let unshare = try function("unshare", as: (@convention(c) (Int32) -> Int32).self)
    let setns = try function("setns", as: (@convention(c) (Int32, Int32) -> Int32).self)
    try #require(unshare(newNetwork) == 0, "no new namespace: errno \(errno)")
    defer {
        // The thread goes on to other tests.
        guard setns(home, newNetwork) == 0 else { fatalError("there is no way back from a namespace: errno \(errno)") }
    }
    try body()
}

/// A function of the C library that its headers hide from Swift.
private func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
    let symbol = unsafe dlsym(nil, name)
    guard let symbol = unsafe symbol else { throw Unsteady() }
    return unsafe unsafeBitCast(symbol, to: Function.self)
}

/// Runs a command in the thread's namespace.
///
/// Foundation's `Process` would need a run loop, and its pipes leak into what other threads start at the same time.
///
/// - Returns: What it prints.
@discardableResult
func run(_ command: String) throws -> Data {
    let stream = try unsafe #require(unsafe popen(command, "re"))
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&buffer, 1, buffer.count, stream)
        guard count > 0 else { break }
        data.append(contentsOf: buffer.prefix(count))
    }
    let status = unsafe pclose(stream)
    try #require(status == 0, "\(command): status \(status)")
    return data
}

/// What iproute2 prints as RouteJSON.
///
/// - Returns: The objects; empty ones, which stand for objects that a filter left out, are left out.
func ip(_ arguments: String) throws -> [[String: RouteJSON]] {
    let data = try run("ip -json " + arguments)
    guard !data.allSatisfy({ $0 == UInt8(ascii: "\n") }) else { return [] }
    return try JSONDecoder().decode([[String: RouteJSON]].self, from: data).filter { !$0.isEmpty }
}

/// Expects two objects to have the same members with the same values.
///
/// - Parameters:
///   - ours: What was read through typed values.
///   - theirs: What iproute2 printed.
///   - subject: Names the object.
///   - sourceLocation: Where the expectation stands.
func expectFields(
    _ ours: [String: RouteJSON],
    _ theirs: [String: RouteJSON],
    _ subject: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    for key in Set(ours.keys).union(theirs.keys).sorted() {
        if let left = ours[key]?.members, let right = theirs[key]?.members {
            expectFields(left, right, "\(subject).\(key)", sourceLocation: sourceLocation)
        } else {
            let (left, right) = (ours[key], theirs[key])
            #expect(left == right, "\(subject).\(key)", sourceLocation: sourceLocation)
        }
    }
}

/// Expects two lists of objects to be the same, in any order.
///
/// - Parameters:
///   - ours: What was read through typed values.
///   - theirs: What iproute2 printed.
///   - key: The members that tell objects apart.
///   - sourceLocation: Where the expectation stands.
func expectObjects(
    _ ours: [[String: RouteJSON]],
    _ theirs: [[String: RouteJSON]],
    by key: [String],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    func keyed(_ objects: [[String: RouteJSON]]) -> [String: [[String: RouteJSON]]] {
        Dictionary(grouping: objects) { object in
            key.map { name in object[name].map { "\(name) \($0)" } ?? "no \(name)" }.joined(separator: ", ")
        }
    }
    let (ours, theirs) = (keyed(ours), keyed(theirs))
    for name in Set(ours.keys).union(theirs.keys).sorted() {
        let (left, right) = (ours[name] ?? [], theirs[name] ?? [])
        #expect(left.count == right.count, "\(name)", sourceLocation: sourceLocation)
        for (left, right) in zip(left, right) {
            expectFields(left, right, name, sourceLocation: sourceLocation)
        }
    }
}

/// Reads twice, before and after something else is read, until nothing has changed in between.
///
/// What counts or runs down moves on by itself; both readers saw the same if it is the same before and after.
func steady<Ours: Equatable, Theirs>(
    _ ours: () throws -> Ours,
    _ theirs: () throws -> Theirs
) throws -> (Ours, Theirs) {
    var before = try ours()
    for _ in 0..<200 {
        let other = try theirs()
        let after = try ours()
        if before == after { return (after, other) }
        before = after
    }
    throw Unsteady()
}

/// Something never stops changing.
struct Unsteady: Error {}
