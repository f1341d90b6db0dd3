import Testing

@testable import Netlink

@Suite struct DeadlineTests {
    /// The milliseconds left of a limit after some time.
    private func left(of limit: Duration?, after time: Duration = .zero) -> Int32? {
        let start = SuspendingClock.now
        return Deadline(limit, from: start).milliseconds(at: start + time)
    }

    @Test func neverIsNever() {
        #expect(left(of: nil, after: .seconds(1 << 40)) == nil)
        #expect(!Deadline(nil).hasPassed)
    }

    @Test(arguments: [.zero, .seconds(-5), .seconds(Int64.min)] as [Duration])
    func nothingIsLeftOfNothing(_ limit: Duration) {
        #expect(left(of: limit) == 0)
        #expect(left(of: limit, after: .seconds(5)) == 0)
        #expect(Deadline(limit).hasPassed)
    }

    @Test(arguments: [.seconds(1 << 30), .seconds(Int64.max)] as [Duration])
    func longLimitsAreClamped(_ limit: Duration) {
        #expect(left(of: limit) == .max)
        #expect(!Deadline(limit).hasPassed)
    }

    @Test func partsOfAMillisecondCount() {
        #expect(left(of: .milliseconds(1500)) == 1500)
        #expect(left(of: .milliseconds(1500), after: .microseconds(1)) == 1500)
        #expect(left(of: .milliseconds(1500), after: .milliseconds(1)) == 1499)
        #expect(left(of: .nanoseconds(1)) == 1)
        #expect(left(of: .milliseconds(5), after: .milliseconds(5)) == 0)
        #expect(left(of: .milliseconds(5), after: .seconds(50)) == 0)
    }
}
