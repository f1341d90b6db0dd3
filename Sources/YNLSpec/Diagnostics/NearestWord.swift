extension String {
    /// The word that this one is most likely a misspelling of, or `nil` if none comes close.
    package func nearest(among words: some Sequence<String>) -> String? {
        let letters = Array(utf8.prefix(NearestWord.longest + 1))
        guard letters.count <= NearestWord.longest else { return nil }
        var best: (word: String, distance: Int)?
        for word in words.lazy.prefix(NearestWord.mostCandidates) where word != self {
            let tolerance = min(best.map { $0.distance - 1 } ?? .max, max(1, (letters.count + 1) / 3))
            guard let distance = NearestWord.distance(letters, Array(word.utf8), atMost: tolerance) else { continue }
            best = (word, distance)
        }
        return best?.word
    }
}

/// The distance between words, and how much of it a misspelling may have.
private enum NearestWord {
    /// Longer words are not compared: the work grows with the square of the length.
    static let longest = 64

    /// How many words are compared at most.
    static let mostCandidates = 2_000

    /// The number of letters to insert, remove, replace or swap with their neighbour; `nil` if it exceeds the limit.
    static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit, right.count <= longest else { return nil }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1..<(left.count + 1) {
            var current = [row]
            for column in 1..<(right.count + 1) {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(
                    previous[column] + 1,
                    current[column - 1] + 1,
                    previous[column - 1] + (isSame ? 0 : 1)
                )
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { cost = min(cost, beforePrevious[column - 2] + 1) }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous.last.flatMap { $0 <= limit ? $0 : nil }
    }
}

extension [Reporter.Note] {
    /// The question whether another word was meant, if one comes close.
    static func didYouMean(_ word: String, among words: some Sequence<String>) -> Self {
        word.nearest(among: words).map { [Reporter.Note(message: "did you mean '\($0)'?")] } ?? []
    }
}
