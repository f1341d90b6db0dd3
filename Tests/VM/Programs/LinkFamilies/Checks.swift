/// Prints a line for each check and counts them.
struct Checks {
    private(set) var passed = 0
    private(set) var failed = 0

    /// Checks a condition.
    ///
    /// - Parameters:
    ///   - condition: What must be true.
    ///   - subject: What it shows.
    ///   - details: What there was instead.
    mutating func expect(_ condition: Bool, _ subject: String, _ details: @autoclosure () -> String = "") {
        if condition {
            passed += 1
            print("ok      \(subject)")
        } else {
            failed += 1
            let details = details()
            print("FAILED  \(subject)\(details.isEmpty ? "" : ": \(details)")")
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
