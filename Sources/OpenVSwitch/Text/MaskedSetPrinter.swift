/// Writes the fields that a masked set action changes.
///
/// The text is that of the set action without a mask; a mask in it, or a field that is left out, tells them apart.
enum MaskedSetPrinter {
    /// The attributes with their masks, or `nil` if they have no such text.
    static func text(_ attributes: [FlowAttribute]) -> String? {
        guard !attributes.isEmpty else { return nil }
        var isMasked = false
        let pairs = attributes.map { split($0, isMasked: &isMasked) }
        var texts: [String] = []
        for (index, pair) in pairs.enumerated() {
            guard let pair, let text = text(pair, showsMask: !isMasked && index == 0) else { return nil }
            texts.append(text)
        }
        return texts.joined(separator: ",")
    }

    private typealias Pair = (number: UInt16, value: [UInt8], mask: [UInt8], form: FlowForm?)

    /// Takes a value and its mask apart.
    private static func split(_ attribute: FlowAttribute, isMasked: inout Bool) -> Pair? {
        if attribute.number == 28 {
            guard let contents = [FlowAttribute](bytes: attribute.bytes) else { return nil }
            var (values, masks): ([FlowAttribute], [FlowAttribute]) = ([], [])
            for attribute in contents {
                let form = FlowForms.nsh.first { $0.number == attribute.number }
                guard let form, let (value, mask) = halves(attribute.bytes), form.fits(value), form.fits(mask) else {
                    return nil
                }
                if mask != form.fullMask { isMasked = true }
                values.append(FlowAttribute(number: attribute.number, bytes: value))
                masks.append(FlowAttribute(number: attribute.number, bytes: mask))
            }
            guard !values.isEmpty else { return nil }
            return (28, values.encoded, masks.encoded, nil)
        }
        guard let (value, mask) = halves(attribute.bytes), !attribute.isNested else { return nil }
        let form = FlowForms.key.first { $0.number == attribute.number && $0.fits(value) && $0.fits(mask) }
        // Bytes under a known number would be read as what usually is there.
        guard form != nil || attribute.number > 32 else { return nil }
        if mask != form?.fullMask { isMasked = true }
        return (attribute.number, value, mask, form)
    }

    private static func halves(_ bytes: [UInt8]) -> ([UInt8], [UInt8])? {
        guard bytes.count.isMultiple(of: 2), !bytes.isEmpty else { return nil }
        return (Array(bytes.prefix(bytes.count / 2)), Array(bytes.suffix(bytes.count / 2)))
    }

    private static func text(_ pair: Pair, showsMask: Bool) -> String? {
        if pair.number == 28 {
            guard let values = [FlowAttribute](bytes: pair.value), let masks = [FlowAttribute](bytes: pair.mask) else {
                return nil
            }
            let texts = FlowKeyPrinter(style: .set).nshTexts(values, masks: masks, showsMask: showsMask)
            return "nsh(" + texts.joined(separator: ",") + ")"
        }
        guard let form = pair.form else {
            return "key\(pair.number)(\(pair.value.hexadecimalNumber)/\(pair.mask.hexadecimalNumber))"
        }
        let texts =
            form.number == 21
            ? FlowForms.labelTexts(pair.value, mask: pair.mask)
            : form.texts(pair.value, mask: pair.mask, style: .set, showsMask: showsMask)
        return form.name + "(" + texts.joined(separator: ",") + ")"
    }
}
