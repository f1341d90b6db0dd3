import Foundation
import Glibc
import Testing

/// What a program prints; its failure is the test's.
@discardableResult
func output(of program: String, _ arguments: String...) throws -> String {
    try output(of: program, arguments)
}

/// What a program prints; its failure is the test's.
///
/// What it complains of goes to the tests' own standard error.
func output(of program: String, _ arguments: [String]) throws -> String {
    // Foundation's Process waits for ever now and then when several threads start programs.
    let words = ([program] + arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    let command = "PATH=/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C " + words.joined(separator: " ")
    guard let stream = unsafe popen(command, "r") else { throw NoPipe() }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&buffer, 1, buffer.count, stream)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    let status = unsafe pclose(stream)
    try #require(status == 0, "\(program) \(arguments.joined(separator: " ")): status \(status)")
    return String(decoding: bytes, as: UTF8.self)
}

/// What a program prints as JSON.
func json(of program: String, _ arguments: String...) throws -> JSON {
    let text = try output(of: program, arguments)
    return try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
}

/// A value of JSON, to be compared with.
indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }
}

extension JSON {
    /// A member of an object.
    subscript(_ name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The elements of an array; none of anything else.
    var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The names of an object's members.
    var names: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }

    /// The text of a string.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a number.
    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// A number.
    static func number<Value: BinaryInteger>(_ value: Value?) -> JSON {
        value.map { .number(Double($0)) } ?? .null
    }

    /// A string.
    static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension String {
    /// The lines without the blanks around them; empty ones are left out.
    var trimmedLines: [String] {
        split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The text with one blank between words and none around them.
    var withSingleBlanks: String { split { $0 == " " || $0 == "\t" }.joined(separator: " ") }
}

/// A program cannot be started.
private struct NoPipe: Error {}
