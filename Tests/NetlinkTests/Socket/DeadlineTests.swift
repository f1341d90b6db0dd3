import Testing

@testable import Netlink

@Suite struct DeadlineTests {
    @Test func neverIsNever() {
        #expect(Deadline(nil).milliseconds == nil)
        #expect(!Deadline(nil).hasPassed)
    }

    @Test(arguments: [.zero, .seconds(-5), .seconds(Int64.min)] as [Duration])
    func nothingIsLeftOfNothing(_ limit: Duration) {
        #expect(Deadline(limit).milliseconds == 0)
        #expect(Deadline(limit).hasPassed)
    }

    @Test(arguments: [.seconds(1 << 30), .seconds(Int64.max)] as [Duration])
    func longLimitsAreClamped(_ limit: Duration) {
        #expect(Deadline(limit).milliseconds == .max)
    }

    @Test func partsOfAMillisecondCount() throws {
        // Two hours are enough to run this test in.
        let left = try #require(Deadline(.seconds(7200)).milliseconds)
        #expect((1...7_200_000).contains(left))
    }
}
