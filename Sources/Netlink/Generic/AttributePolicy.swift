/// What the kernel accepts in an attribute: its `nla_policy`, as errors and policy dumps tell it.
///
/// The attributes are those of `enum netlink_policy_type_attr` (`linux/netlink.h`).
public struct AttributePolicy: Hashable, Sendable {
    /// The attribute's type.
    public var type: NetlinkAttributeType?

    /// The least value, of a signed number.
    public var minimumSigned: Int64?

    /// The greatest value, of a signed number.
    public var maximumSigned: Int64?

    /// The least value, of an unsigned number.
    public var minimum: UInt64?

    /// The greatest value, of an unsigned number.
    public var maximum: UInt64?

    /// The least length of the payload in bytes.
    public var minimumLength: UInt32?

    /// The greatest length of the payload in bytes; of a string without its NUL.
    public var maximumLength: UInt32?

    /// The policy of what a nest holds, an index into the policies of its family.
    public var nestedPolicy: UInt32?

    /// The greatest attribute number of what a nest holds.
    public var nestedMaximum: UInt32?

    /// The bits that may be set in the value and the selector of a bitfield.
    public var bitfieldMask: UInt32?

    /// The bits that may be set in a number.
    public var mask: UInt64?

    /// Creates a policy that accepts anything.
    public init() {}
}

extension AttributePolicy {
    /// Reads a policy; attributes of newer kernels are skipped.
    ///
    /// - Parameter payload: The contents of the nest that has it.
    /// - Throws: ``DecodeError`` if an attribute does not fit or has a wrong length.
    init(_ payload: Payload) throws(DecodeError) {
        var attributes = Attributes(payload)
        while let attribute = try attributes.next() {
            switch attribute.number {
            case 1: type = NetlinkAttributeType(rawValue: try attribute.value(as: UInt32.self))
            case 2: minimumSigned = try attribute.value(as: Int64.self)
            case 3: maximumSigned = try attribute.value(as: Int64.self)
            case 4: minimum = try attribute.value(as: UInt64.self)
            case 5: maximum = try attribute.value(as: UInt64.self)
            case 6: minimumLength = try attribute.value(as: UInt32.self)
            case 7: maximumLength = try attribute.value(as: UInt32.self)
            case 8: nestedPolicy = try attribute.value(as: UInt32.self)
            case 9: nestedMaximum = try attribute.value(as: UInt32.self)
            case 10: bitfieldMask = try attribute.value(as: UInt32.self)
            case 12: mask = try attribute.value(as: UInt64.self)
            default: break
            }
        }
    }
}

extension AttributePolicy: CustomStringConvertible {
    /// The limits, such as `1...4294967295` or `0...15 bytes`, or the type where there are none.
    public var description: String {
        var limits: [String] = []
        if let range = Self.range(minimum, maximum) { limits.append(range) }
        if let range = Self.range(minimumSigned, maximumSigned) { limits.append(range) }
        if let range = Self.range(minimumLength, maximumLength) { limits.append(range + " bytes") }
        if let mask { limits.append("bits 0x" + String(mask, radix: 16)) }
        if let bitfieldMask { limits.append("bits 0x" + String(bitfieldMask, radix: 16)) }
        guard limits.isEmpty else { return limits.joined(separator: ", ") }
        return type.map { "any \($0)" } ?? "anything"
    }

    private static func range<Value: FixedWidthInteger>(_ minimum: Value?, _ maximum: Value?) -> String? {
        guard minimum != nil || maximum != nil else { return nil }
        return (minimum.map { "\($0)" } ?? "") + "..." + (maximum.map { "\($0)" } ?? "")
    }
}

/// The type of an attribute in a policy, `enum netlink_attribute_type` of `linux/netlink.h`.
public struct NetlinkAttributeType: NamedValue {
    /// The number on the wire.
    public var rawValue: UInt32

    /// Creates a type from its number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The kernel's names.
    public static let names: [UInt32: String] = Dictionary(
        uniqueKeysWithValues: zip(
            0...,
            [
                "invalid", "flag", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "binary", "string",
                "nul-string", "nested", "nested-array", "bitfield32", "sint", "uint",
            ]
        )
    )
}
