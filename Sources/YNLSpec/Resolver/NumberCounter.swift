/// Numbers things one after the other, as netlink specs do: each gets its own number if it states one, else the next.
struct NumberCounter {
    private let noun: String
    private let limit: Int
    private let reporter: Reporter
    private var next: Int
    private var hasOverflowed = false

    init(_ noun: String, from first: Int, limit: Int, reporter: Reporter) {
        self.noun = noun
        self.limit = limit
        self.reporter = reporter
        next = first
    }

    /// The number of the next thing.
    ///
    /// If it does not fit, the result is the limit plus one, and the first in a row of such things is reported.
    mutating func number(_ explicit: Located<Int>?, for name: Located<String>) -> Int {
        if let explicit {
            next = explicit.value
            hasOverflowed = false
        }
        guard next <= limit else {
            if !hasOverflowed {
                reporter.error(
                    "\(noun) \(name.value.quoted) has the number \(next), and the wire has room for \(limit) at most",
                    at: explicit?.range ?? name.range
                )
            }
            hasOverflowed = true
            return limit + 1
        }
        let number = next
        next += 1
        return number
    }
}
