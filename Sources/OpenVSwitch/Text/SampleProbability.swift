/// The share of packets that a sample action takes: a number of 32 bits whose greatest value is all of them.
struct SampleProbability: Hashable {
    var rawValue: UInt32
}

extension SampleProbability {
    /// Reads a percentage without its sign, or returns `nil` if the text is none.
    ///
    /// Digits after the tenth behind the point are ignored.
    init?(percentage text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : "0"
        guard let whole = UInt64(parts[0]), whole <= 100, !fraction.isEmpty,
            fraction.utf8.allSatisfy(\.isDecimalDigit)
        else { return nil }
        let digits = fraction.prefix(10) + String(repeating: "0", count: max(0, 10 - fraction.utf8.count))
        guard let tenths = UInt64(digits), whole < 100 || tenths == 0 else { return nil }
        self.init(percentage: whole * Self.scale + tenths)
    }

    /// Rounds parts of a percent, each the ``scale``-th of one.
    private init(percentage: UInt64) {
        let product = UInt64(UInt32.max).multipliedFullWidth(by: percentage)
        let (quotient, remainder) = (100 * Self.scale).dividingFullWidth(product)
        rawValue = UInt32(truncatingIfNeeded: quotient + (remainder >= 50 * Self.scale ? 1 : 0))
    }

    private static var scale: UInt64 { 10_000_000_000 }

    /// The percentage with one digit behind the point, or as many more as tell it from all others.
    var percentage: String {
        var unit: UInt64 = 1_000_000_000
        var places = 1
        while true {
            // Of all percentages with so many digits, the closest.
            let product = UInt64(rawValue).multipliedFullWidth(by: 100 * Self.scale / unit)
            let (quotient, remainder) = UInt64(UInt32.max).dividingFullWidth(product)
            let parts = quotient + (remainder > UInt64(UInt32.max) / 2 ? 1 : 0)
            if SampleProbability(percentage: parts * unit) == self || unit == 1 {
                let perPercent = Self.scale / unit
                let fraction = String(parts % perPercent)
                let zeros = String(repeating: "0", count: places - fraction.utf8.count)
                return "\(parts / perPercent)." + zeros + fraction
            }
            unit /= 10
            places += 1
        }
    }
}
