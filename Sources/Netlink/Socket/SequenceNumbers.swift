/// The sequence numbers of a socket's requests.
///
/// The first one is random, so that answers to a socket that had the same port before are not taken for ours. 0 is
/// never used: the kernel's own messages have it.
struct SequenceNumbers: Sendable {
    /// The number of the latest request.
    private(set) var latest: UInt32

    /// How many numbers were given out or skipped, as far back as answers are still recognised.
    private var issued: UInt32 = 0

    /// Creates the numbers after a given one.
    init(after start: UInt32 = .random(in: 1...UInt32.max)) { latest = start }

    /// Answers to requests longer ago than this are not recognised as such.
    private static var memory: UInt32 { 1 << 16 }

    /// A number for a new request.
    mutating func next() -> UInt32 {
        let step: UInt32 = latest == .max ? 2 : 1
        latest &+= step
        issued = min(issued + step, Self.memory)
        return latest
    }

    /// Whether a request had a number.
    func contains(_ sequence: UInt32) -> Bool { sequence != 0 && latest &- sequence < issued }
}
