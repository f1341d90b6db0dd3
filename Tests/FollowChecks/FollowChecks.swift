import Glibc

/// Follows objects of routing that change, and compares what it was told with fresh dumps.
///
///     follow-checks [CHANGES]
///
/// Changes links, addresses, routes, neighbours and rules of its network namespace: run it in one of its own, as
/// Tests/Scripts/follow.sh does. Waits for ever if a follower never comes to what is there.
@main
struct FollowChecks {
    static func main() async {
        let changes = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let routes = RouteChecks(changes: changes)
        let objects = ObjectChecks(rounds: 25)
        var checks = Checks()
        await checks.group("routes, stalled consumer", routes.stalled)
        await checks.group("routes, live consumer", routes.live)
        await checks.group("routes that go in silence", routes.silent)
        await checks.group("links", objects.links)
        await checks.group("addresses", objects.addresses)
        await checks.group("neighbours", objects.neighbours)
        await checks.group("rules", objects.rules)
        print(checks.failed == 0 ? "\n==== all ok" : "\n==== \(checks.failed) FAILED")
        exit(checks.failed == 0 ? 0 : 1)
    }
}
