/// The difference between two texts in the form that `diff -u` and `git diff` print.
public struct UnifiedDiff: Sendable, Hashable, CustomStringConvertible {
    /// The diff, with a newline at its end; empty if the texts are equal.
    public let description: String

    /// How many unchanged lines surround a change.
    private static let context = 3

    /// Compares two texts line by line.
    ///
    /// - Parameters:
    ///   - old: The first text.
    ///   - new: The second text.
    ///   - oldName: What the first text is called.
    ///   - newName: What the second text is called.
    public init(from old: String, to new: String, oldName: String, newName: String) {
        let edits = Self.edits(from: Self.lines(of: old), to: Self.lines(of: new))
        let hunks = Self.hunks(of: edits)
        description =
            hunks.isEmpty ? "" : (["--- \(oldName)", "+++ \(newName)"] + hunks).joined(separator: "\n") + "\n"
    }

    /// One line of the merged texts.
    private struct Edit {
        enum Kind: Character {
            case kept = " "
            case removed = "-"
            case added = "+"
        }

        let kind: Kind
        let line: Substring

        /// The line's number in the first and in the second text, counted from 1.
        let oldNumber: Int
        let newNumber: Int
    }

    /// The lines of a text; the last one says so if it has no newline, as it then differs from one that has.
    private static func lines(of text: String) -> [Substring] {
        // Of bytes, since a carriage return and a newline are one character.
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
        if let last = lines.popLast(), !last.isEmpty { lines.append(last + "\n\\ No newline at end of file") }
        return lines
    }

    private static func edits(from old: [Substring], to new: [Substring]) -> [Edit] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (oldIndex, newIndex) = (0, 0)
        func append(_ kind: Edit.Kind, _ line: Substring) {
            edits.append(Edit(kind: kind, line: line, oldNumber: oldIndex + 1, newNumber: newIndex + 1))
        }
        while oldIndex < old.count || newIndex < new.count {
            if oldIndex < old.count, removed.contains(oldIndex) {
                append(.removed, old[oldIndex])
                oldIndex += 1
            } else if newIndex < new.count, added.contains(newIndex) || oldIndex >= old.count {
                append(.added, new[newIndex])
                newIndex += 1
            } else {
                append(.kept, old[oldIndex])
                oldIndex += 1
                newIndex += 1
            }
        }
        return edits
    }

    private static func hunks(of edits: [Edit]) -> [String] {
        let changes = edits.indices.filter { edits[$0].kind != .kept }
        var ranges: [Range<Int>] = []
        for change in changes {
            let range = max(0, change - context)..<min(edits.count, change + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { hunk(Array(edits[$0])) }
    }

    private static func hunk(_ edits: [Edit]) -> String {
        let old = span(edits.first?.oldNumber ?? 1, edits.count { $0.kind != .added })
        let new = span(edits.first?.newNumber ?? 1, edits.count { $0.kind != .removed })
        let lines = edits.map { "\($0.kind.rawValue)\($0.line)" }
        return (["@@ -\(old) +\(new) @@"] + lines).joined(separator: "\n")
    }

    /// A hunk's place in one of the texts; an empty one is said to begin a line earlier.
    private static func span(_ start: Int, _ count: Int) -> String {
        "\(count == 0 ? start - 1 : start),\(count)"
    }
}
