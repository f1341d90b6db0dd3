import FamilyTypes
import Foundation
import Netlink
import Testing

/// What is made at random for each attribute set decodes to a value, and the value encodes to the same.
@Suite struct RoundTripTests {
    @Test func `Every attribute of every nest comes back`() {
        var uncovered: [String] = []
        for type in allNests {
            for descriptor in type.attributes where !comesBack(type, descriptor) {
                uncovered.append("\(type).\(descriptor.name)")
            }
        }
        #expect(uncovered == [])
    }

    /// Whether values of an attribute come back: most do, some are refused since the kernel would not accept them.
    private func comesBack<Contents: NestContents>(_ type: Contents.Type, _ descriptor: AttributeDescriptor) -> Bool {
        var random = RandomAttributes(seed: UInt64(descriptor.number) + 1)
        var accepted = 0
        for _ in 0..<60 {
            let bytes = random.level(of: type, including: descriptor.number)
            guard let value = try? Contents(Payload(bytes.rawSpan)) else { continue }
            let encoded = value.encodedBytes
            guard let ours = try? AttributeTree.level(Payload(encoded.rawSpan), in: type),
                let theirs = try? AttributeTree.level(Payload(bytes.rawSpan), in: type), ours == theirs
            else { continue }
            let again = try? Contents(Payload(encoded.rawSpan))
            if again == value { accepted += 1 }
        }
        return accepted > 0
    }

    @Test(arguments: allMessages.map { MessageType($0) })
    func `Messages come back`(type: MessageType) throws { try check(type.type) }

    private func check<Contents: NetlinkMessage>(_ type: Contents.Type) throws {
        var random = RandomAttributes(seed: 7)
        var accepted = 0
        for _ in 0..<60 {
            let bytes = random.message(type)
            guard let value = try? Contents(Message(bytes.rawSpan)) else { continue }
            var buffer = MessageBuffer()
            do {
                try buffer.append(value, command: bytes.count > 16 ? bytes[16] : 0, type: .genericController)
            } catch {
                continue
            }
            let encoded = [UInt8](buffer.bytes)
            let (ours, theirs) = (try Contents.tree(encoded), try Contents.tree(bytes))
            #expect(ours.attributes == theirs.attributes)
            #expect(ours.headers.dropFirst(16) == theirs.headers.dropFirst(16))
            #expect(try Contents(Message(encoded.rawSpan)) == value)
            #expect(try JSONSerialization.jsonObject(with: Data(value.json.utf8)) is [String: Any])
            accepted += 1
        }
        #expect(accepted > 5)
    }
}

/// A message type as a test's argument.
struct MessageType: CustomStringConvertible, Sendable {
    let type: any NetlinkMessage.Type

    init(_ type: any NetlinkMessage.Type) { self.type = type }

    var description: String { String(reflecting: type) }
}

extension NestContents {
    /// The contents as they go out.
    var encodedBytes: [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Self.self) { encode(into: &$0) }
        return [UInt8](buffer.bytes)
    }
}

extension RandomAttributes {
    /// A message with some of the attributes that its kind may hold.
    mutating func message<Contents: NetlinkMessage>(_ type: Contents.Type) -> [UInt8] {
        let family = Contents.Attributes.Family.self
        var header = MessageBuffer()
        let fixed = random.bytes(Contents.Attributes.Header.size)
        let value = Contents.Attributes.Header(Payload(fixed.rawSpan))
        header.appendAttributes(of: AnyAttributes.self) { value.encode(as: 1, into: &$0) }
        var body = family.protocolHeaderSize == 0 ? [] : [UInt8](arrayLiteral: 1, 1, 0, 0)
        body += [UInt8](header.bytes).dropFirst(4)
        body += level(of: Contents.Attributes.self)
        let length = UInt32(truncatingIfNeeded: body.count + 16)
        return unsafe withUnsafeBytes(of: length) { unsafe Array($0) } + [0x10, 0] + [UInt8](repeating: 0, count: 10)
            + body
    }
}
