/// The textual form of an attribute: its name, and the fields that its bytes consist of.
struct FlowForm: Sendable {
    let number: UInt16
    let name: String
    let size: Int
    let fields: [FlowField]

    /// Describes an attribute with named fields.
    init(_ number: UInt16, _ name: String, size: Int, _ fields: [FlowField]) {
        self.number = number
        self.name = name
        self.size = size
        self.fields = fields
    }

    /// Describes an attribute that is one number or address.
    init(_ number: UInt16, _ name: String, _ format: FlowField.Format, size: Int, isHostOrder: Bool = false) {
        self.init(number, name, size: size, [FlowField("", format, at: 0, size: size, isHostOrder: isHostOrder)])
    }

    /// Whether the attribute is one field without a name.
    var isSingle: Bool { fields.first?.name == "" }
}

/// What text is made of.
enum FlowTextStyle: Hashable {
    /// A key without a mask.
    case exact
    /// A key with a mask, with or without the fields that are wildcards.
    case match(wildcards: Bool)
    /// Bits to set: nothing that is not zero may be left out.
    case set

    var showsWildcards: Bool { self == .match(wildcards: true) }
}

extension FlowForm {
    /// The bytes of an attribute with no field mentioned in the text.
    var initialValue: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        for field in fields { if let initial = field.initial { field.put(field.value(initial), into: &bytes) } }
        return bytes
    }

    /// The bytes of a mask with no field mentioned in the text.
    var initialMask: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        for field in fields where field.initial != nil { field.put(field.ones, into: &bytes) }
        return bytes
    }

    /// The mask with all bits of all fields set.
    var fullMask: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        for field in fields { field.put(field.ones, into: &bytes) }
        return bytes
    }

    /// Whether the fields are all that bytes have.
    func fits(_ bytes: [UInt8]) -> Bool {
        bytes.count == size && zip(bytes, fullMask).allSatisfy { $0 & ~$1 == 0 }
    }

    /// The fields as text.
    ///
    /// - Parameters:
    ///   - value: The attribute's bytes, which fit.
    ///   - mask: As many of the mask, or `nil` if all bits count.
    ///   - style: What to leave out.
    ///   - showsMask: Whether the first field's mask is to be seen in any case.
    /// - Returns: A text for each field that is not left out.
    func texts(_ value: [UInt8], mask: [UInt8]?, style: FlowTextStyle, showsMask: Bool = false) -> [String] {
        var texts: [String] = []
        for (index, field) in fields.enumerated() {
            let (fieldValue, fieldMask) = (field.value(in: value), mask.map(field.value(in:)))
            let isForced = showsMask && index == 0
            if !isForced, isOmitted(field, fieldValue, fieldMask, style) { continue }
            let text = field.text(fieldValue, mask: fieldMask, showsMask: isForced)
            texts.append(field.name.isEmpty ? text : field.name + "=" + text)
        }
        return texts
    }

    private func isOmitted(_ field: FlowField, _ value: [UInt8], _ mask: [UInt8]?, _ style: FlowTextStyle) -> Bool {
        if let initial = field.initial { return value == field.value(initial) && (mask == nil || mask == field.ones) }
        guard let mask, mask.isZero else { return false }
        switch style {
        case .exact: return false
        case .match(let wildcards):
            // Open vSwitch has no text for a kind of fragment that does not count.
            if case .fragment = field.format { return true }
            return !wildcards
        case .set: return value.isZero && !isSingle
        }
    }
}
