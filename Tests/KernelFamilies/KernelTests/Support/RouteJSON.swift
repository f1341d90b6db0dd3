/// A value of JSON.
enum RouteJSON: Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([RouteJSON])
    case object([String: RouteJSON])

    /// A number; exact up to 53 bits.
    static func number<Number: BinaryInteger>(_ number: Number) -> RouteJSON { .number(Double(number)) }

    /// A number that may be absent.
    static func number<Number: BinaryInteger>(_ number: Number?) -> RouteJSON? { number.map { .number($0) } }

    /// A text that may be absent.
    static func string(_ text: String?) -> RouteJSON? { text.map { .string($0) } }

    /// The members of an object.
    var members: [String: RouteJSON]? { if case .object(let members) = self { members } else { nil } }

    /// The elements of an array.
    var elements: [RouteJSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The text.
    var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension RouteJSON: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([RouteJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: RouteJSON].self))
        }
    }
}

extension RouteJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
