@testable import Netlink

/// Bytes from hexadecimal digits; anything between the digits is skipped.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// An attribute with its padding.
func attribute(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    let bytes = [UInt8](bytesOf: UInt16(payload.count + 4)) + [UInt8](bytesOf: type) + payload
    return bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
}

/// An attribute that holds a number in host byte order.
func attribute<Value: FixedWidthInteger>(_ type: UInt16, _ value: Value) -> [UInt8] {
    attribute(type, [UInt8](bytesOf: value))
}

/// A netlink message, padded.
func message(
    _ type: MessageType,
    flags: MessageFlags = [],
    sequence: UInt32 = 0,
    portID: UInt32 = 0,
    _ body: [UInt8] = []
) -> [UInt8] {
    let header =
        [UInt8](bytesOf: UInt32(16 + body.count)) + [UInt8](bytesOf: type.rawValue)
        + [UInt8](bytesOf: flags.rawValue) + [UInt8](bytesOf: sequence) + [UInt8](bytesOf: portID)
    return header + body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
}

/// An acknowledgement or error that does not repeat the request.
func errorMessage(_ code: Int32, sequence: UInt32, attributes: [UInt8] = []) -> [UInt8] {
    let flags: MessageFlags = attributes.isEmpty ? .capped : [.capped, .acknowledgementAttributes]
    let request = message(MessageType(rawValue: 16), sequence: sequence)
    return message(.error, flags: flags, sequence: sequence, [UInt8](bytesOf: code) + request + attributes)
}

/// The end of a dump.
func doneMessage(_ code: Int32 = 0, flags: MessageFlags = .multi, sequence: UInt32) -> [UInt8] {
    message(.done, flags: flags, sequence: sequence, [UInt8](bytesOf: code))
}

extension [UInt8] {
    /// Bytes of any values.
    static func random(count: Int) -> [UInt8] {
        (0..<count).map { _ in .random(in: 0...255) }
    }
}
