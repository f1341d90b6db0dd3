import Testing

@testable import Netlink

@Suite struct TimeLimitTests {
    @Test func neverIsNever() {
        var limit = TimeLimit(nil)
        let (left, isOver) = (limit.milliseconds(), limit.hasPassed())
        #expect(left == nil && !isOver)
    }

    @Test(arguments: [.zero, .seconds(-5), .seconds(Int64.min)] as [Duration])
    func nothingIsLeftOfNothing(_ duration: Duration) {
        var limit = TimeLimit(duration)
        let (isOver, left) = (limit.hasPassed(), limit.milliseconds())
        #expect(left == 0 && isOver)
    }

    @Test func aWaitBeginsWithTheFirstLook() {
        var (early, late) = (TimeLimit(.seconds(1000)), TimeLimit(.seconds(1000)))
        _ = early.milliseconds()
        let start = SystemCall.monotonicTime()
        while SystemCall.monotonicTime() < start + .milliseconds(3) {}
        let (rest, whole) = (early.milliseconds() ?? 0, late.milliseconds() ?? 0)
        #expect(rest < whole)
        #expect(rest > 0)
    }

    @Test(arguments: [.seconds(1 << 30), .seconds(Int64.max)] as [Duration])
    func longLimitsAreClamped(_ duration: Duration) {
        var limit = TimeLimit(duration)
        let left = limit.milliseconds()
        #expect(left == .max)
    }
}
