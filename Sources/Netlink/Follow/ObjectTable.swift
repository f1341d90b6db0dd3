/// The objects that are followed, as far as they are known.
///
/// A value that knows nothing of sockets: it takes in dumps and events, and tells what has changed.
struct ObjectTable<Request: FollowableDump> {
    typealias Object = Request.Reply
    typealias Change = ObjectChange<Object>

    private let request: Request

    /// The objects by their keys; mostly one for each.
    private var objects: [Request.Key: [Object]] = [:]

    /// Creates an empty table.
    init(_ request: Request) { self.request = request }

    /// What an event comes to.
    enum Outcome {
        /// An object has changed.
        case change(Change)

        /// Nothing has changed.
        case nothing

        /// Nobody knows which object has changed: the objects have to be dumped again.
        case unclear
    }

    /// Takes in an event.
    ///
    /// - Parameter news: What the event tells.
    /// - Returns: What it comes to.
    mutating func take(_ news: ObjectNews<Object>) -> Outcome {
        switch news {
        case .unrelated: .nothing
        case .unclear: .unclear
        case .present(let object): takePresent(object)
        case .gone(let object): takeGone(object)
        }
    }

    private mutating func takePresent(_ object: Object) -> Outcome {
        guard request.includes(object) else { return takeGone(object) }
        guard let key = request.key(of: object) else { return .nothing }
        guard let known = objects[key] else {
            objects[key] = [object]
            return .change(.added(object))
        }
        guard known.count == 1, let old = known.first, request.isSame(object, as: old) else {
            return .unclear
        }
        guard old != object else { return Request.hasDuplicates ? .unclear : .nothing }
        objects[key] = [object]
        return .change(.changed(object, from: old))
    }

    private mutating func takeGone(_ object: Object) -> Outcome {
        guard let key = request.key(of: object) else { return .nothing }
        // An object that was gone before the dump, or one that the dump told of in another way: a new dump knows.
        guard let known = objects[key] else { return request.includes(object) ? .unclear : .nothing }
        guard known.count == 1, let old = known.first, request.isSame(object, as: old) else { return .unclear }
        objects[key] = nil
        return .change(.removed(old))
    }

    /// Takes in a dump.
    ///
    /// - Parameter dumped: All objects that there are.
    /// - Returns: What has changed: first what is gone, then the rest in the order of the dump.
    mutating func replace(with dumped: [Object]) -> [Change] {
        let old = objects
        objects = [:]
        var order: [Request.Key] = []
        for object in dumped {
            guard let key = key(of: object) else { continue }
            if objects[key] == nil { order.append(key) }
            objects[key, default: []].append(object)
        }
        var changes: [Change] = []
        for (key, known) in old where objects[key] == nil { changes += known.map { .removed($0) } }
        for key in order { changes += Self.changes(from: old[key] ?? [], to: objects[key] ?? []) }
        return changes
    }

    /// What has changed among the objects of one key.
    private static func changes(from old: [Object], to new: [Object]) -> [Change] {
        if old.count == 1, new.count == 1, let before = old.first, let after = new.first {
            return before == after ? [] : [.changed(after, from: before)]
        }
        // Objects may be there more than once, as rules can.
        var added = new
        let removed = old.filter { object in
            guard let index = added.firstIndex(of: object) else { return true }
            added.remove(at: index)
            return false
        }
        return removed.map { .removed($0) } + added.map { .added($0) }
    }

    /// The key of an object that the request asks for; `nil` for all others.
    func key(of object: Object) -> Request.Key? { request.includes(object) ? request.key(of: object) : nil }
}
