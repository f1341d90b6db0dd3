/// Why a capture file could not be written or read.
public enum CaptureError: Error, Hashable, Sendable {
    /// A system call on the file failed.
    indirect case file(String, NetlinkError)

    /// The file begins with none of the numbers that `pcap` files begin with.
    case notACapture(UInt32)

    /// The file is a `pcapng` file, which is a format of its own.
    case nextGeneration

    /// The file has a version of the format that is not 2.4.
    case unsupportedVersion(major: UInt16, minor: UInt16)

    /// The file holds packets of another kind than netlink's, told by the number of their link type.
    case wrongLinkType(UInt32)

    /// The file ends inside the header or record that begins at the offset in bytes.
    case truncated(offset: Int, needed: Int, available: Int)

    /// The record at the offset in bytes is too short for its header, or claims to hold more than there was.
    case malformedRecord(offset: Int)

    /// The record at the offset in bytes is of another kind of device than `nlmon`.
    case wrongHardwareType(UInt16, offset: Int)
}

extension CaptureError: CustomStringConvertible {
    /// A sentence for people.
    public var description: String {
        switch self {
        case .file(let path, let error):
            "\(path): \(error)"
        case .notACapture(let magic):
            "no pcap file: it begins with 0x\(String(magic, radix: 16))"
        case .nextGeneration:
            "a pcapng file; 'tshark -F nsecpcap -r FILE -w OTHER' makes a pcap file of it"
        case .unsupportedVersion(let major, let minor):
            "pcap version \(major).\(minor) instead of 2.4"
        case .wrongLinkType(let type):
            "packets of link type \(type) instead of netlink's, 253"
        case .truncated(let offset, let needed, let available):
            "the file ends after \(available) of the \(needed) bytes that belong together at byte \(offset)"
        case .malformedRecord(let offset):
            "the record at byte \(offset) has a length that cannot be"
        case .wrongHardwareType(let type, let offset):
            "the record at byte \(offset) is of hardware type \(type) instead of netlink's, 824"
        }
    }
}
