/// Finds the keys of the spec language by their bytes.
///
/// A file has thousands of keys, nearly all of them in this table: making a string of each, to look it up in a
/// dictionary, takes more than three times as long.
struct SpecKeyTable {
    /// A key, and where its letters are.
    private struct Slot {
        let key: SpecKey
        let start: Int
        let count: Int
    }

    /// Several times the number of keys, so that few share a slot.
    private static let size = 512

    private var slots: [Slot?] = Array(repeating: nil, count: size)
    private var letters: [UInt8] = []

    init(_ keys: some Sequence<SpecKey>) {
        for key in keys {
            let text = Array(key.rawValue.utf8)
            var index = Self.home(of: text.span)
            while slots[index] != nil { index = Self.next(index) }
            slots[index] = Slot(key: key, start: letters.count, count: text.count)
            letters += text
        }
    }

    /// The key that some bytes spell, if any.
    subscript(text: Span<UInt8>) -> SpecKey? {
        var index = Self.home(of: text)
        while let slot = slots[index] {
            if spells(text, slot) { return slot.key }
            index = Self.next(index)
        }
        return nil
    }

    private func spells(_ text: Span<UInt8>, _ slot: Slot) -> Bool {
        guard text.count == slot.count else { return false }
        for index in text.indices where text[index] != letters[slot.start + index] { return false }
        return true
    }

    /// Where the search for a text begins: a few letters tell the keys apart.
    private static func home(of text: Span<UInt8>) -> Int {
        guard !text.isEmpty else { return 0 }
        let last = text.count - 1
        let hash = Int(text[0]) * 7 + Int(text[last / 2]) * 31 + Int(text[last]) * 61 + text.count * 5
        return hash % size
    }

    private static func next(_ index: Int) -> Int { (index + 1) % size }
}

extension SpecKey {
    private static let table = SpecKeyTable(allCases)

    /// The key that some bytes spell, if any.
    init?(_ text: Span<UInt8>) {
        guard let key = Self.table[text] else { return nil }
        self = key
    }
}
