import Testing

@testable import Netlink

@Suite struct LossCounterTests {
    @Test func countsWhatTheKernelDropped() {
        var losses = LossCounter()
        #expect(losses.takeNews(for: "a") == nil)
        #expect(losses.noteOverrun(3) == Loss(count: 3))
        #expect(losses.takeNews(for: "a") == Loss(count: 3))
        #expect(losses.takeNews(for: "a") == nil)
    }

    @Test func everyFamilyIsTold() {
        var losses = LossCounter()
        _ = losses.noteOverrun(3)
        #expect(losses.takeNews(for: "a") == Loss(count: 3))
        _ = losses.noteOverrun(5)
        #expect(losses.takeNews(for: "a") == Loss(count: 2))
        #expect(losses.takeNews(for: "b") == Loss(count: 5))
    }

    @Test func lossesAfterTheReportAreFound() {
        var losses = LossCounter()
        #expect(!losses.mayHaveGrown)
        _ = losses.noteOverrun(3)
        #expect(losses.mayHaveGrown)
        #expect(losses.recount(10) == Loss(count: 7))
        #expect(!losses.mayHaveGrown)
        #expect(losses.recount(10) == nil)
        #expect(losses.takeNews(for: "a") == Loss(count: 10))
    }

    @Test func countersWrapAround() {
        var losses = LossCounter()
        _ = losses.noteOverrun(.max)
        #expect(losses.noteOverrun(1) == Loss(count: 2))
    }

    @Test func withoutACounterTheNumberIsUnknown() {
        var losses = LossCounter()
        #expect(losses.noteOverrun(nil) == Loss(count: nil))
        #expect(losses.takeNews(for: "a") == Loss(count: nil))
        #expect(losses.takeNews(for: "a") == nil)
        #expect(losses.recount(nil) == nil)
    }

    @Test func overrunsWithoutALossAreTold() {
        var losses = LossCounter()
        _ = losses.noteOverrun(0)
        #expect(losses.takeNews(for: "a") == Loss(count: 0))
    }
}
