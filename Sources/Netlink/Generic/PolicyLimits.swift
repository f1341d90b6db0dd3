extension NLCtrl.Policy {
    /// What the kernel accepts, for people: `1...4294967295`, `at most 15 bytes`, or the type if there are none.
    public var limits: String {
        var limits: [String] = []
        if let range = Self.range(minValueU, maxValueU) { limits.append(range) }
        if let range = Self.range(minValueS, maxValueS) { limits.append(range) }
        if let range = Self.range(minLength, maxLength) { limits.append(range + " bytes") }
        if let mask { limits.append("bits 0x" + String(mask, radix: 16)) }
        if let bitfield32Mask { limits.append("bits 0x" + String(bitfield32Mask, radix: 16)) }
        guard limits.isEmpty else { return limits.joined(separator: ", ") }
        return type.map { "any \($0)" } ?? "anything"
    }

    private static func range<Value: FixedWidthInteger>(_ minimum: Value?, _ maximum: Value?) -> String? {
        switch (minimum, maximum) {
        case (let minimum?, let maximum?): "\(minimum)...\(maximum)"
        case (let minimum?, nil): "at least \(minimum)"
        case (nil, let maximum?): "at most \(maximum)"
        case (nil, nil): nil
        }
    }
}
