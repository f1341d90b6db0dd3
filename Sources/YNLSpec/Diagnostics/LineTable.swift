/// The lines of a source file, numbered as YAML does.
///
/// Besides line feed and carriage return, YAML 1.1 counts NEL, LS and PS as line breaks; numbering by other rules would
/// point at the wrong line.
struct LineTable {
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ source: SourceFile) {
        bytes = source.bytes
        var starts = [0]
        var index = 0
        while index < bytes.count {
            // Most bytes are no control characters and begin no sequence: one comparison tells.
            let isOrdinary = bytes[index] > 0x0D && bytes[index] < 0xC2
            let width = isOrdinary ? 0 : Self.breakWidth(in: bytes, at: index)
            index += max(width, 1)
            if width > 0 { starts.append(index) }
        }
        self.starts = starts
    }

    /// The text of a line counted from 1, without its line break; `nil` if the file is shorter.
    func text(ofLine line: Int) -> String? {
        guard line >= 1, line <= starts.count else { return nil }
        let start = starts[line - 1]
        let end = line < starts.count ? starts[line] : bytes.count
        let text = String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars
        let trailingBreaks = text.reversed().prefix { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
        return String(text.dropLast(trailingBreaks.count))
    }

    /// The line and column, counted from 1, of a byte.
    func position(ofByte offset: Int) -> (line: Int, column: Int) {
        let line = max(1, starts.partitioningIndex { $0 > offset })
        let start = starts[line - 1]
        let column = String(decoding: bytes[start..<max(start, min(offset, bytes.count))], as: UTF8.self)
        return (line, column.unicodeScalars.count + 1)
    }

    /// How many bytes the line break at an index takes; 0 if there is none.
    private static func breakWidth(in bytes: [UInt8], at index: Int) -> Int {
        func byte(_ distance: Int) -> UInt8? {
            index + distance < bytes.count ? bytes[index + distance] : nil
        }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}

extension [Int] {
    /// The first index whose element satisfies a condition that holds for all elements behind it too.
    fileprivate func partitioningIndex(where belongsInSecondPart: (Int) -> Bool) -> Int {
        var lower = startIndex
        var upper = endIndex
        while lower < upper {
            let middle = lower + (upper - lower) / 2
            if belongsInSecondPart(self[middle]) { upper = middle } else { lower = middle + 1 }
        }
        return lower
    }
}
