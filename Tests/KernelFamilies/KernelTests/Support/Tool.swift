import Foundation
import Testing

/// What a program prints; its failure is the test's.
@discardableResult
func output(of program: String, _ arguments: String...) throws -> String {
    try output(of: program, arguments)
}

/// What a program prints; its failure is the test's.
func output(of program: String, _ arguments: [String]) throws -> String {
    let (text, complaints, status) = try run(program, arguments)
    try #require(status == 0, "\(program) \(arguments.joined(separator: " ")): \(complaints)")
    return text
}

/// What a program prints as JSON.
func json(of program: String, _ arguments: String...) throws -> JSON {
    let text = try output(of: program, arguments)
    return try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
}

private func run(_ program: String, _ arguments: [String]) throws -> (output: String, complaints: String, Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
        ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin", "LC_ALL": "C"]
    ) { $1 }
    let output = Pipe()
    let complaints = Pipe()
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let words = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), String(decoding: words, as: UTF8.self), process.terminationStatus)
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
    var withSingleBlanks: String { split(separator: " ").joined(separator: " ") }
}
