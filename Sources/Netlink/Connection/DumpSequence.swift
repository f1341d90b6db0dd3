/// The objects of a dump.
///
/// ```swift
/// for try await family in netlink.dump(NLCtrl.GetFamily.Dump()) { print(family) }
/// ```
///
/// Each iteration makes the dump anew, on a socket that it has for itself.
public struct DumpSequence<Request: DumpRequest>: AsyncSequence, Sendable {
    /// What the sequence consists of.
    public typealias Element = Request.Reply

    /// What ends it early.
    public typealias Failure = NetlinkError

    let connection: NetlinkConnection
    let request: Request
    let flags: MessageFlags
    let delivery: DumpDelivery
    let timeLimit: Duration?

    /// Makes the dump, as its first object is asked for.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(sequence: self) }

    /// Hands out the objects of one dump.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// How far the dump has come.
        private enum Progress {
            case notBegun
            case complete([Request.Reply], next: Int)
            case underWay(Dump<Request>)
            case ended
        }

        private let sequence: DumpSequence
        private var progress = Progress.notBegun

        init(sequence: DumpSequence) { self.sequence = sequence }

        /// The next object.
        ///
        /// - Returns: The object, or `nil` at the end.
        /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)`` or
        ///   ``NetlinkError/dumpInterrupted(request:attempts:)``; the dump has ended then.
        public mutating func next() async throws(NetlinkError) -> Request.Reply? {
            do throws(NetlinkError) {
                return try await proceed()
            } catch {
                progress = .ended
                throw error
            }
        }

        private mutating func proceed() async throws(NetlinkError) -> Request.Reply? {
            switch progress {
            case .notBegun:
                try await begin()
                return try await proceed()
            case .complete(let objects, let index):
                guard index < objects.count else { return end() }
                progress = .complete(objects, next: index + 1)
                return objects[index]
            case .underWay(let dump):
                if let object = try await dump.next() { return object }
                guard !dump.isInterrupted else {
                    throw .dumpInterrupted(request: Request.requestName, attempts: 1)
                }
                return end()
            case .ended:
                return nil
            }
        }

        private mutating func begin() async throws(NetlinkError) {
            switch sequence.delivery {
            case .whenConsistent:
                let snapshot = try await sequence.snapshot()
                guard snapshot.isConsistent else {
                    throw .dumpInterrupted(request: Request.requestName, attempts: snapshot.attempts)
                }
                progress = .complete(snapshot.objects, next: 0)
            case .asTheyCome:
                progress = .underWay(Dump(sequence))
            }
        }

        private mutating func end() -> Request.Reply? {
            progress = .ended
            return nil
        }
    }
}

/// When the objects of a dump are handed out.
public enum DumpDelivery: Hashable, Sendable {
    /// When the whole dump has come and is known to be consistent; until then it is made again, as often as the options
    /// of the connection allow.
    case whenConsistent

    /// As they come, the next part only when it is asked for. If things change meanwhile,
    /// ``NetlinkError/dumpInterrupted(request:attempts:)`` is thrown at the end.
    case asTheyCome
}

/// The objects of a dump, consistent or not.
public struct DumpSnapshot<Object: Sendable>: Sendable {
    /// The objects in the order of the dump.
    public let objects: [Object]

    /// Whether nothing changed while the dump was made.
    ///
    /// If not, objects may be missing, be there twice, or not fit together.
    public let isConsistent: Bool

    /// How often the dump was made.
    public let attempts: Int
}

extension DumpSnapshot: Equatable where Object: Equatable {}
