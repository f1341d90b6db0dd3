import Foundation
import Netlink

/// An attribute as it stands in a message, padded.
func attribute(_ number: UInt16, _ payload: [UInt8] = []) -> [UInt8] {
    let length = UInt16(truncatingIfNeeded: payload.count + 4)
    return length.inHostOrder + number.inHostOrder + payload + [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
}

/// An attribute with a number in host byte order.
func attribute<Value: FixedWidthInteger>(_ number: UInt16, _ value: Value) -> [UInt8] {
    attribute(number, value.inHostOrder)
}

/// An attribute with a text, ended by a NUL.
func attribute(_ number: UInt16, _ text: String) -> [UInt8] {
    attribute(number, Array(text.utf8) + [0])
}

/// An attribute that holds attributes.
func nest(_ number: UInt16, _ attributes: [UInt8]...) -> [UInt8] {
    attribute(number | 0x8000, Array(attributes.joined()))
}

/// The bytes of a text in hexadecimal digits.
func hex(_ digits: String) -> [UInt8] {
    let digits = digits.filter { $0.isHexDigit }
    return stride(from: 0, to: digits.count, by: 2).map { index in
        let start = digits.index(digits.startIndex, offsetBy: index)
        return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16) ?? 0
    }
}

extension FixedWidthInteger {
    /// The bytes of the number as the machine keeps it.
    var inHostOrder: [UInt8] { unsafe withUnsafeBytes(of: self) { unsafe Array($0) } }
}

/// A message.
func message(type: UInt16 = 0x20, command: UInt8? = nil, _ body: [UInt8]...) -> [UInt8] {
    let body = (command.map { [$0, 1, 0, 0] } ?? []) + Array(body.joined())
    return UInt32(truncatingIfNeeded: body.count + 16).inHostOrder + type.inHostOrder + [UInt8](repeating: 0, count: 10)
        + body
}

extension NetlinkMessage {
    /// Decodes a message with some attributes.
    static func decoded(
        type: UInt16 = 0x20,
        command: UInt8 = 1,
        header: [UInt8]? = nil,
        _ attributes: [UInt8]...
    ) throws -> Self {
        let header = header ?? [UInt8](repeating: 0, count: Attributes.attributesOffset - Attributes.headerOffset)
        let isGeneric = Attributes.Family.protocolHeaderSize != 0
        let bytes = message(type: type, command: isGeneric ? command : nil, header, Array(attributes.joined()))
        return try Self(try Message(bytes.rawSpan))
    }
}

extension NetlinkContents {
    /// The message as it goes out.
    func encodedMessage(command: UInt8 = 1) throws -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(self, command: command, type: .genericController)
        return [UInt8](buffer.bytes)
    }

    /// The attributes as they go out.
    func encoded() throws -> [UInt8] {
        try Array(encodedMessage().dropFirst(Attributes.attributesOffset))
    }
}

extension NetlinkRequest {
    /// The request as it goes out.
    func encodedRequest() throws -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(self, type: .genericController)
        return [UInt8](buffer.bytes)
    }
}

extension NestContents {
    /// Decodes the contents of a nest.
    static func decoded(_ attributes: [UInt8]...) throws -> Self {
        let bytes = Array(attributes.joined())
        return try Self(Payload(bytes.rawSpan))
    }

    /// The attributes as they go out.
    var encodedContents: [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Self.self) { encode(into: &$0) }
        return [UInt8](buffer.bytes)
    }
}

extension WireStruct {
    /// The struct as it goes out.
    var encodedStruct: [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: AnyAttributes.self) { encode(as: 1, into: &$0) }
        return Array([UInt8](buffer.bytes).dropFirst(4))
    }

    /// Decodes a struct.
    static func decoded(_ bytes: [UInt8]) -> Self { Self(Payload(bytes.rawSpan)) }
}

extension AttributeContents {
    /// The JSON of the contents, as objects of Foundation.
    var object: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:] }
    }
}
