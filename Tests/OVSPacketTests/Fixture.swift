import Foundation

/// Bytes that were captured or made by a program, stored as hexadecimal text beside the tests.
enum Fixture: String {
    /// An upcall for a packet that matched no flow.
    case missUpcall = "miss-upcall"

    /// The same kind of upcall from a datapath that leaves out the padding of the last attribute.
    case unalignedMissUpcall = "miss-upcall-unaligned"

    /// An upcall from a userspace action, with all eight attributes.
    case actionUpcall = "action-upcall"

    /// An execute request that a kernel accepted.
    case acceptedExecute = "execute"

    /// An execute request with all attributes, encoded by a C program.
    case encodedExecute = "encoded-execute"

    /// The bytes; none if the file is absent, which fails every test that uses it.
    var bytes: [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        guard let text = try? String(contentsOf: folder.appending(path: rawValue + ".hex"), encoding: .utf8) else {
            return []
        }
        return text.split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .flatMap { $0.split(separator: " ") }
            .compactMap { UInt8($0, radix: 16) }
    }
}

/// SplitMix64: the same numbers in every run, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
