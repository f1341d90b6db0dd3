import Testing

@testable import Netlink

/// Which answers a socket still looks out for.
@Suite struct PendingRequestsTests {
    private func exchange(of count: UInt32) -> Exchange {
        Exchange((1...count).map { Conversation(sequence: $0, flags: [.request, .acknowledge]) }, timeLimit: nil)
    }

    private func receive(_ bytes: [UInt8], _ pending: inout PendingRequests) throws {
        pending.receive(try Message(bytes.rawSpan), isMulticast: false)
    }

    /// The kernel carries the requests out nevertheless, and its answers would stay in the receive buffer.
    @Test func `Answers to what is cancelled while it is being sent are looked out for`() throws {
        var pending = PendingRequests()
        pending.begin(exchange(of: 3))
        pending.noteSending([1])
        pending.fail(1, .cancelled)
        guard case .finish = pending.step(1) else { return #expect(Bool(false), "it has not ended") }
        pending.noteSent([1])
        for sequence in 1...3 as ClosedRange<UInt32> {
            #expect(pending.isAwaitingAnswers)
            try receive(errorMessage(0, sequence: sequence), &pending)
        }
        #expect(!pending.isAwaitingAnswers)
    }

    @Test func `Nothing answers what could not be sent`() throws {
        var pending = PendingRequests()
        pending.begin(exchange(of: 3))
        pending.noteSending([1])
        pending.noteNotSent([1], .systemCall("sendto", .noBufferSpace))
        pending.noteSent([1])
        #expect(!pending.isAwaitingAnswers)
        guard case .finish(let outcome) = pending.step(1), case .failed = outcome.failure else {
            return #expect(Bool(false), "it has not ended")
        }
    }
}
