/// Counts checks and prints a line for each.
struct Checks {
    private(set) var passed = 0
    private(set) var failed = 0

    /// Checks a condition.
    mutating func expect(_ condition: Bool, _ subject: String, _ details: @autoclosure () -> String = "") {
        if condition {
            passed += 1
            print("ok      \(subject)")
        } else {
            failed += 1
            print("FAILED  \(subject): \(details())")
        }
    }

    /// Checks that two values are the same.
    mutating func expect<Value: Equatable>(_ value: Value, is other: Value, _ subject: String) {
        expect(value == other, subject, "\(value) is not \(other)")
    }

    /// Makes several checks; an error is a failed one.
    mutating func group(_ name: String, _ body: (inout Checks) throws -> Void) {
        print("\n\(name)")
        do {
            try body(&self)
        } catch {
            expect(false, "\(name) to the end", "\(error)")
        }
    }
}
