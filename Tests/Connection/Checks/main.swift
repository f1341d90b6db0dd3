// Checks of the connection on the running kernel, in a network namespace whose routes and addresses they may change.
//
//   connection-checks tasks [ROUNDS] [REQUESTS OF A TASK]    many tasks, cancellation and dumps at once
//   connection-checks events [CHANGES]                       a consumer that stalls, and one that does not
//   connection-checks dumps [ROUTES] [DUMPS]                 dumps of what changes meanwhile
//   connection-checks waits                                  how soon waits end
//
// Prints figures, and exits with 1 if anything is not as it must be. Tests/Scripts/connection.sh makes the namespace.

import Glibc
import Netlink

/// What was not as it must be.
struct Failure: Error, CustomStringConvertible {
    var description: String
}

func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw Failure(description: message()) }
}

/// A number on the command line.
func argument(_ position: Int, default standard: Int) -> Int {
    CommandLine.arguments.dropFirst(position + 1).first.flatMap { Int($0) } ?? standard
}

do {
    switch CommandLine.arguments.dropFirst().first {
    case "tasks": try await checkTasks(rounds: argument(1, default: 10), requests: argument(2, default: 1000))
    case "events": try await checkEvents(changes: argument(1, default: 100_000))
    case "dumps": try await checkDumps(routes: argument(1, default: 100_000), dumps: argument(2, default: 50))
    case "waits": try await checkWaits()
    default: throw Failure(description: "say which check: tasks, events, dumps or waits")
    }
} catch {
    print("FAILED: \(error)")
    exit(1)
}
