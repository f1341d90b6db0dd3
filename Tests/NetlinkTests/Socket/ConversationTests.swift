import Testing

@testable import Netlink

@Suite struct ConversationTests {
    private static let single: MessageFlags = [.request, .acknowledge]
    private static let dump: MessageFlags = [.request, .acknowledge, .dump]

    /// What each of some messages means to a conversation of number 7.
    private func meanings(
        _ flags: MessageFlags,
        _ messages: [UInt8]...,
        isMulticast: Bool = false
    ) throws(DecodeError) -> (meanings: [Conversation.Meaning], isInterrupted: Bool) {
        var conversation = Conversation(sequence: 7, flags: flags)
        var meanings: [Conversation.Meaning] = []
        for bytes in messages {
            meanings.append(try conversation.receive(Message(bytes.rawSpan), isMulticast: isMulticast))
        }
        return (meanings, conversation.isInterrupted)
    }

    private func failure(_ errno: Errno) -> Conversation.Meaning { .end(ExtendedAck(errno: errno)) }

    private let reply = message(Demo.object, sequence: 7)
    private let part = message(Demo.object, flags: .multi, sequence: 7)
    private let success = Conversation.Meaning.end(ExtendedAck())

    @Test func singleRequestEndsWithItsAcknowledgement() throws {
        #expect(try meanings(Self.single, errorMessage(0, sequence: 7)).meanings == [success])
        #expect(try meanings(Self.single, reply, errorMessage(0, sequence: 7)).meanings == [.reply, success])
        #expect(try meanings(Self.single, errorMessage(-2, sequence: 7)).meanings == [failure(.noEntry)])
    }

    @Test func doneDoesNotEndASingleRequest() throws {
        let empty = message(.done, flags: .multi, sequence: 7)
        for done in [doneMessage(sequence: 7), empty] {
            let found = try meanings(Self.single, part, part, done, errorMessage(0, sequence: 7)).meanings
            #expect(found == [.reply, .reply, .nothing, success])
        }
    }

    @Test func dumpEndsWithDone() throws {
        #expect(try meanings(Self.dump, part, part, doneMessage(sequence: 7)).meanings == [.reply, .reply, success])
        #expect(try meanings(Self.dump, doneMessage(sequence: 7)).meanings == [success])
    }

    @Test func partsOfADumpNeedNoFlag() throws {
        #expect(try meanings(Self.dump, reply, doneMessage(sequence: 7)).meanings == [.reply, success])
    }

    @Test func dumpCanFailBeforeItBegins() throws {
        #expect(try meanings(Self.dump, errorMessage(-95, sequence: 7)).meanings == [failure(.notSupported)])
    }

    @Test func dumpCanFailAtItsEnd() throws {
        #expect(try meanings(Self.dump, part, doneMessage(-19, sequence: 7)).meanings == [.reply, failure(.noDevice)])
    }

    @Test func echoOfTheOwnRequestIsAReply() throws {
        let own = message(Demo.object, sequence: 7, portID: 42)
        for (flags, port, meaning) in [
            (Self.single.union(.echo), 42, Conversation.Meaning.reply), (Self.single.union(.echo), 43, .unrelated),
            (Self.single, 42, .unrelated),
        ] {
            var conversation = Conversation(sequence: 7, flags: flags, port: UInt32(port))
            #expect(try conversation.receive(Message(own.rawSpan), isMulticast: true) == meaning)
        }
    }

    @Test func flagsOfADumpMakeADump() throws {
        // NLM_F_EXCL and NLM_F_REPLACE together are the bits of NLM_F_DUMP.
        let flags: MessageFlags = [.request, .acknowledge, .exclusive, .replace]
        #expect(try meanings(flags, doneMessage(sequence: 7)).meanings == [success])
        #expect(try meanings(flags, errorMessage(0, sequence: 7)).meanings == [success])
    }

    @Test func interruptionsAreRemembered() throws {
        let interrupted = message(Demo.object, flags: [.multi, .dumpInterrupted], sequence: 7)
        let end = doneMessage(flags: [.multi, .dumpInterrupted], sequence: 7)
        #expect(try meanings(Self.dump, interrupted, part, doneMessage(sequence: 7)).isInterrupted)
        #expect(try meanings(Self.dump, part, end).isInterrupted)
        #expect(try !meanings(Self.dump, part, doneMessage(sequence: 7)).isInterrupted)
        let foreign = message(Demo.object, flags: [.multi, .dumpInterrupted], sequence: 8)
        #expect(try !meanings(Self.dump, foreign, doneMessage(sequence: 7)).isInterrupted)
    }

    @Test func otherNumbersAreOtherConversations() throws {
        let found = try meanings(
            Self.single,
            message(Demo.object, sequence: 6),
            message(Demo.object, sequence: 0),
            errorMessage(0, sequence: 6),
            doneMessage(sequence: 8)
        ).meanings
        #expect(found == [.unrelated, .unrelated, .unrelated, .unrelated])
    }

    @Test func notificationsCanHaveOurNumber() throws {
        #expect(try meanings(Self.single, reply, isMulticast: true).meanings == [.unrelated])
    }

    @Test func otherControlMessages() throws {
        #expect(try meanings(Self.single, message(.noop, sequence: 7)).meanings == [.nothing])
        #expect(try meanings(Self.dump, message(.noop, sequence: 0)).meanings == [.unrelated])
        #expect(try meanings(Self.dump, message(.overrun, sequence: 0)).meanings == [.lost])
        #expect(try meanings(Self.dump, message(MessageType(rawValue: 0), sequence: 7)).meanings == [.nothing])
        #expect(try meanings(Self.dump, message(MessageType(rawValue: 15), sequence: 7)).meanings == [.nothing])
    }

    @Test func errorWithoutNumberIsMalformed() {
        #expect(throws: DecodeError.self) { try meanings(Self.single, message(.error, sequence: 7, [1, 2])) }
    }
}
