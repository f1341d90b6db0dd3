import Glibc

/// Counts checks and prints a line for each.
struct Checks {
    private(set) var failed = 0

    /// Checks a condition.
    mutating func expect(_ condition: Bool, _ subject: String) {
        if !condition { failed += 1 }
        print(condition ? "ok      \(subject)" : "FAILED  \(subject)")
        fflush(nil)
    }

    /// Makes several checks; an error is a failed one.
    mutating func group(_ name: String, _ body: (inout Checks) async throws -> Void) async {
        print("\n\(name)")
        fflush(nil)
        do {
            try await body(&self)
        } catch {
            expect(false, "\(name) to the end: \(error)")
        }
    }
}
