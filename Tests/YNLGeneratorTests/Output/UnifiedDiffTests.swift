import Testing
import YNLGenerator

@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        UnifiedDiff(from: old, to: new, oldName: "old", newName: "new").description
    }

    private func numbered(_ lines: ClosedRange<Int>) -> [String] {
        lines.map { "line \($0)" }
    }

    private func text(_ lines: [String]) -> String {
        lines.map { $0 + "\n" }.joined()
    }

    @Test func `Equal texts have none`() {
        #expect(diff("a\nb\n", "a\nb\n") == "")
        #expect(diff("", "") == "")
    }

    @Test func `A changed line stands between three lines of context`() {
        var lines = numbered(1...9)
        let old = text(lines)
        lines[4] = "changed"
        #expect(
            diff(old, text(lines)) == """
                --- old
                +++ new
                @@ -2,7 +2,7 @@
                 line 2
                 line 3
                 line 4
                -line 5
                +changed
                 line 6
                 line 7
                 line 8

                """
        )
    }

    @Test func `Changes six lines apart share a hunk, changes further apart do not`() {
        let old = numbered(1...20)
        var near = old
        var far = old
        for index in [4, 11] { near[index] = "changed" }
        for index in [4, 12] { far[index] = "changed" }
        #expect(diff(text(old), text(near)).split(separator: "\n").filter { $0.hasPrefix("@@") }.count == 1)
        #expect(diff(text(old), text(far)).split(separator: "\n").filter { $0.hasPrefix("@@") }.count == 2)
    }

    @Test func `A new file is all added, a removed one all removed`() {
        #expect(diff("", "a\nb\n") == "--- old\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n")
        #expect(diff("a\nb\n", "") == "--- old\n+++ new\n@@ -1,2 +0,0 @@\n-a\n-b\n")
    }

    @Test func `A missing newline at the end is a difference`() {
        #expect(
            diff("a\nb\n", "a\nb")
                == "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"
        )
    }

    @Test func `Other line ends are a difference of each line`() {
        #expect(diff("a\r\nb\n", "a\nb\n") == "--- old\n+++ new\n@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n")
    }

    @Test(arguments: 0..<50)
    func `Any diff turns the first text into the second`(seed: UInt64) {
        var random = Random(seed: seed)
        let old = (0..<20).map { _ in "\(random.next(below: 6))" }
        let new = (0..<20).map { _ in "\(random.next(below: 6))" }
        #expect(applying(diff(text(old), text(new)), to: old) == new)
    }

    /// The second text of a diff, made from the first one; `nil` if a line is not where the diff says.
    private func applying(_ diff: String, to old: [String]) -> [String]? {
        var new: [String] = []
        var next = 0
        for line in diff.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast() {
            let content = String(line.dropFirst())
            switch line.first {
            case "@":
                guard let hunk = Hunk(line) else { return nil }
                new += old[next..<hunk.oldStart]
                next = hunk.oldStart
                guard new.count == hunk.newStart else { return nil }
            case " ":
                guard old[next] == content else { return nil }
                new.append(content)
                next += 1
            case "-":
                guard old[next] == content else { return nil }
                next += 1
            default: new.append(content)
            }
        }
        return new + old[next...]
    }

    /// Where a hunk begins, counted from 0.
    private struct Hunk {
        let oldStart: Int
        let newStart: Int

        init?(_ line: Substring) {
            let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
            guard numbers.count == 4 else { return nil }
            // A side without lines is said to begin a line earlier.
            oldStart = numbers[1] == 0 ? numbers[0] : numbers[0] - 1
            newStart = numbers[3] == 0 ? numbers[2] : numbers[2] - 1
        }
    }

    /// Numbers that look random and are the same in each run.
    private struct Random {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func next(below bound: UInt64) -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state % bound
        }
    }
}
