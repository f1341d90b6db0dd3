import Foundation
import Netlink
import Testing

/// The same messages as Linux' own Python library makes; see the README of the fixtures.
@Suite struct VectorTests {
    @Test(arguments: try Vector.all(in: "python-vectors.jsonl") + Vector.all(in: "python-assembled.jsonl"))
    func `Messages of the Python library decode to what it reads, and come back`(vector: Vector) throws {
        let type = try #require(vector.type, "there is no request of \(vector)")
        try compare(vector, type, [UInt8](hex: try #require(vector.message)))
    }

    @Test(arguments: try Vector.all(in: "python-exceptions.jsonl"))
    func `Where the library is wrong, the right bytes decode and come back`(vector: Vector) throws {
        let type = try #require(vector.type, "there is no request of \(vector)")
        let right = [UInt8](hex: try #require(vector.expected, "\(vector.note ?? "")"))
        let result = try type.again(right)
        #expect(try type.tree(result.bytes).attributes == type.tree(right).attributes)
        #expect(vector.message != vector.expected)
    }

    private func compare<Request: NetlinkMessage & NetlinkRequest>(
        _ vector: Vector,
        _ type: Request.Type,
        _ bytes: [UInt8]
    ) throws {
        let result = try Request.again(bytes)
        let (ours, theirs) = (try Request.tree(result.bytes), try Request.tree(bytes))
        #expect(ours.headers == theirs.headers)
        #expect(ours.attributes == theirs.attributes)
        guard let decoded = try vector.decoded else { return }
        let json = try JSONSerialization.jsonObject(with: Data(result.json.utf8))
        #expect(normalized(json) as? NSDictionary == normalized(decoded) as? NSDictionary)
    }

    /// Flags have no order; variable-width numbers have no names in the library of Linux 6.12.
    private func normalized(_ value: Any, key: String = "") -> Any {
        switch value {
        case _ where Self.unnamed.contains(key): return "a uint with an enumeration"
        // The library ignores that a subset overrides its parent, which makes a list of this attribute.
        case let name as String where key == "alt-ifname": return [name]
        case let texts as [String]: return texts.sorted()
        case let list as [Any]: return list.map { normalized($0) }
        case let object as [String: Any]:
            return Dictionary(uniqueKeysWithValues: object.map { ($0, normalized($1, key: $0)) })
        default: return value
        }
    }

    /// The attributes of type `uint` whose enumeration the library ignores when it decodes.
    private static let unnamed: Set<String> = ["flow-hash", "scope"]
}
