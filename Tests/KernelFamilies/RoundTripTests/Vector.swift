import FamilyTypes
import Foundation
import Netlink

/// A message that the kernel's own Python library made, and what it reads in it.
struct Vector: Decodable, CustomStringConvertible, Sendable {
    var spec: String
    var family: String
    var op: String
    var mode: String
    var message: String?
    var note: String?
    var expected: String?
    var unlisted: [String]?

    /// The line of the fixture as JSON: `decoded` has no fixed form.
    var json = Data()

    enum CodingKeys: String, CodingKey {
        case spec, family, op, mode, message, note, expected, unlisted
    }

    var description: String { "\(spec) \(op) \(mode)" }

    /// All vectors of a fixture.
    static func all(in file: String) throws -> [Vector] {
        let folder = ProcessInfo.processInfo.environment["FIXTURES"] ?? "."
        let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            var vector = try JSONDecoder().decode(Vector.self, from: Data(line.utf8))
            vector.json = Data(line.utf8)
            return vector
        }
    }

    /// What the library reads in the message; `nil` if it cannot.
    var decoded: [String: Any]? {
        get throws {
            let line = try JSONSerialization.jsonObject(with: json) as? [String: Any]
            return line?["decoded"] as? [String: Any]
        }
    }

    /// The type of the request.
    var type: (any (NetlinkMessage & NetlinkRequest).Type)? {
        let types = allMessages.compactMap { $0 as? any (NetlinkMessage & NetlinkRequest).Type }.filter { type in
            type.familyName == family && "\(type.operation.name)" == op
        }
        // nftables' requests are dumped with the flags alone: its spec lists no dumps.
        return types.first { ($0 is any DumpRequest.Type) == (mode == "dump") } ?? types.first
    }
}

extension NetlinkContents {
    static var familyName: String { Attributes.Family.name }
}

extension [UInt8] {
    init(hex: String) {
        self = []
        var digits = hex.utf8.makeIterator()
        while let high = digits.next(), let low = digits.next() {
            append(UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) ?? 0)
        }
    }

    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

extension NetlinkMessage where Self: NetlinkRequest {
    /// Decodes a message and encodes it again with the same header.
    static func again(_ bytes: [UInt8]) throws -> (bytes: [UInt8], json: String) {
        let message = try Message(bytes.rawSpan)
        let request = try Self(message)
        var buffer = MessageBuffer()
        try buffer.append(request, type: message.type, flags: message.flags, sequence: message.sequence)
        return ([UInt8](buffer.bytes), request.json)
    }
}
