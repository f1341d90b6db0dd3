/// The messages that a socket lost, and who was told of them.
struct LossCounter: Sendable {
    /// Losses up to some moment.
    private struct Tally: Hashable {
        var occasions = 0
        var messages = 0
    }

    private var tally = Tally()

    /// Whether every loss could be counted.
    private var isExact = true

    /// What each family's reader knows.
    private var told: [String: Tally] = [:]

    /// The kernel's drop counter when it was looked at last.
    private var drops: UInt32 = 0

    /// Whether the kernel may have dropped more since then without saying so.
    private(set) var mayHaveGrown = false

    /// Notes that the kernel reported a full receive buffer.
    ///
    /// It does so once, and keeps silent about further losses until the buffer has been emptied (`netlink_overrun` and
    /// `netlink_rcv_wake` in `net/netlink/af_netlink.c`); hence the second look of ``recount(_:)``.
    ///
    /// - Parameter drops: The kernel's drop counter, if it tells.
    /// - Returns: The loss.
    mutating func noteOverrun(_ drops: UInt32?) -> Loss {
        mayHaveGrown = true
        let loss = Loss(count: drops.map { Int($0 &- self.drops) })
        self.drops = drops ?? self.drops
        note(loss)
        return loss
    }

    /// Looks at the drop counter again when the buffer has been emptied after an overrun.
    ///
    /// - Parameter drops: The kernel's drop counter, if it tells.
    /// - Returns: The loss since then, or `nil` if there was none.
    mutating func recount(_ drops: UInt32?) -> Loss? {
        mayHaveGrown = false
        guard let drops, drops != self.drops else { return nil }
        let loss = Loss(count: Int(drops &- self.drops))
        self.drops = drops
        note(loss)
        return loss
    }

    /// Notes a loss.
    mutating func note(_ loss: Loss) {
        tally.occasions += 1
        if let count = loss.count { tally.messages += count } else { isExact = false }
    }

    /// What a family's reader has not been told yet, and now is.
    ///
    /// The kernel does not say whose messages were lost, so that the reader of each family is told.
    ///
    /// - Parameter family: The family's name.
    /// - Returns: The loss, or `nil` if there is nothing to tell.
    mutating func takeNews(for family: @autoclosure () -> String) -> Loss? {
        // Before the first loss, which is nearly always, no name need be looked up.
        guard tally.occasions > 0 else { return nil }
        let family = family()
        let known = told[family] ?? Tally()
        guard known != tally else { return nil }
        told[family] = tally
        return Loss(count: isExact ? tally.messages - known.messages : nil)
    }
}

/// Messages that were lost.
struct Loss: Hashable, Sendable {
    /// How many, if the kernel tells.
    var count: Int?

    /// Both losses together.
    static func + (left: Loss, right: Loss) -> Loss {
        guard let one = left.count, let other = right.count else { return Loss(count: nil) }
        return Loss(count: one + other)
    }
}
