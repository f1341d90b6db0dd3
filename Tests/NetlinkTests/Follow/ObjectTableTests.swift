import Testing

@testable import Netlink

/// What dumps and events come to in the table of objects.
@Suite struct ObjectTableTests {
    @Test func `the objects of a dump are new to an empty table`() {
        var table = ObjectTable(Demo.List())
        #expect(table.replace(with: [object(1), object(2)]) == [.added(object(1)), .added(object(2))])
        #expect(table.holds(object(1), object(2)))
    }

    @Test func `events add, change and remove objects`() {
        var table = ObjectTable(Demo.List())
        #expect(table.change(.present(object(1))) == .added(object(1)))
        #expect(table.change(.present(object(1, "new"))) == .changed(object(1, "new"), from: object(1)))
        #expect(table.change(.gone(object(1))) == .removed(object(1, "new")))
        #expect(table.holds())
    }

    @Test func `an event that repeats what is known is no change`() {
        var table = ObjectTable(Demo.List())
        _ = table.replace(with: [object(1, "same")])
        #expect(table.change(.present(object(1, "same"))) == nil)
        #expect(table.change(.unrelated) == nil)
        #expect(!table.isUnclear(.present(object(1, "same"))))
    }

    @Test func `the end of an unknown object asks for a dump`() {
        var table = ObjectTable(Demo.List())
        _ = table.replace(with: [object(1)])
        #expect(table.isUnclear(.gone(object(2))))
        #expect(table.isUnclear(.unclear))
        #expect(table.holds(object(1)))
    }

    @Test func `what has no key is no object`() {
        var table = ObjectTable(Demo.List())
        #expect(table.replace(with: [object(0), object(1)]) == [.added(object(1))])
        #expect(table.change(.present(object(0))) == nil)
        #expect(table.change(.gone(object(0))) == nil)
        #expect(!table.isUnclear(.gone(object(0))))
    }

    @Test func `an object that the request does not ask for any more is gone`() {
        var table = ObjectTable(Demo.List())
        #expect(table.replace(with: [object(1), object(2, "left out")]) == [.added(object(1))])
        #expect(table.change(.present(object(2, "left out"))) == nil)
        #expect(!table.isUnclear(.gone(object(2, "left out"))))
        #expect(table.change(.present(object(1, "left out"))) == .removed(object(1)))
        #expect(table.change(.present(object(2))) == .added(object(2)))
        #expect(table.holds(object(2)))
    }

    @Test func `a dump tells what has changed, and what is gone comes first`() {
        var table = ObjectTable(Demo.List())
        _ = table.replace(with: [object(1), object(2), object(3)])
        let changes = table.replace(with: [object(4), object(3), object(2, "new")])
        #expect(changes == [.removed(object(1)), .added(object(4)), .changed(object(2, "new"), from: object(2))])
    }

    @Test func `objects that share a key are told apart by dumps alone`() {
        // The key of an object is its index without the hundreds.
        var table = ObjectTable(Demo.List())
        _ = table.replace(with: [object(1), object(101)])
        #expect(table.isUnclear(.gone(object(1))))
        #expect(table.isUnclear(.present(object(201))))
        #expect(table.replace(with: [object(101), object(201)]) == [.removed(object(1)), .added(object(201))])
        #expect(table.replace(with: [object(201)]) == [.removed(object(101))])
        #expect(table.change(.gone(object(201))) == .removed(object(201)))
    }

    @Test func `an event about another object of the same key asks for a dump`() {
        var table = ObjectTable(Demo.List())
        _ = table.replace(with: [object(1)])
        #expect(table.isUnclear(.present(object(101))))
        #expect(table.isUnclear(.gone(object(101))))
    }

    @Test func `equal objects are counted`() {
        var table = ObjectTable(Demo.List())
        #expect(table.replace(with: [object(1), object(1)]).count == 2)
        #expect(table.replace(with: [object(1)]) == [.removed(object(1))])
        #expect(table.replace(with: [object(1), object(1), object(1)]) == [.added(object(1)), .added(object(1))])
        #expect(table.holds(object(1), object(1), object(1)))
    }

    private func object(_ index: UInt32, _ name: String? = nil) -> Demo.Object {
        Demo.Object(index: index, name: name)
    }
}

extension ObjectTable {
    /// The change that an event comes to, if it is one.
    fileprivate mutating func change(_ news: ObjectNews<Object>) -> Change? {
        guard case .change(let change) = take(news) else { return nil }
        return change
    }

    /// Whether some objects, and no others, are known: a dump of them changes nothing.
    fileprivate func holds(_ objects: Object...) -> Bool {
        var table = self
        return table.replace(with: objects).isEmpty
    }

    /// Whether an event asks for a dump.
    fileprivate func isUnclear(_ news: ObjectNews<Object>) -> Bool {
        var table = self
        guard case .unclear = table.take(news) else { return false }
        return true
    }
}
