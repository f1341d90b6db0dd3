/// Writes keys and masks as text.
struct FlowKeyPrinter {
    let style: FlowTextStyle

    /// An attribute and its mask as text, or `nil` if it is a wildcard to leave out.
    ///
    /// - Parameters:
    ///   - attribute: The attribute of a key.
    ///   - mask: The same of the mask, which may be absent.
    ///   - hasMask: Whether there is a mask at all.
    /// - Returns: The text.
    private func text(of attribute: FlowAttribute, mask: FlowAttribute?, hasMask: Bool) -> String? {
        nestText(of: attribute, mask: mask, hasMask: hasMask)
            ?? text(of: attribute, mask: mask, hasMask: hasMask, forms: FlowForms.key)
    }

    /// The attributes of a key as text.
    ///
    /// - Parameters:
    ///   - attributes: The attributes.
    ///   - masks: Those of the mask, or `nil` if all bits count.
    /// - Returns: The text.
    func text(_ attributes: [FlowAttribute], masks: [FlowAttribute]?) -> String {
        var texts = attributes.compactMap { attribute in
            text(of: attribute, mask: masks?[number: attribute.number], hasMask: masks != nil)
        }
        for mask in masks ?? [] where attributes[number: mask.number] == nil {
            if mask.number == 6, mask.bytes.count == 2 {
                texts.append("eth_type(0/\(mask.bytes.hexadecimalNumber))")
            } else if !mask.isTunnelOfZeros, style.showsWildcards || !mask.bytes.isZero {
                texts.append("mask\(mask.number)(\(rawText(mask)))")
            }
        }
        return texts.filter { !$0.isEmpty }.joined(separator: ",")
    }

    /// An attribute with a form, or any other.
    private func text(of attribute: FlowAttribute, mask: FlowAttribute?, hasMask: Bool, forms: [FlowForm]) -> String? {
        // Where Open vSwitch shows wildcards, it shows no names of states.
        let forms = style.showsWildcards ? [FlowForms.connectionState] + forms : forms
        let form = forms.first { $0.number == attribute.number && $0.fits(attribute.bytes) }
        guard let form, mask == nil || mask?.bytes.count == form.size else {
            return rawText(of: attribute, mask: mask, hasMask: hasMask)
        }
        let bytes = hasMask ? mask?.bytes ?? [UInt8](repeating: 0, count: form.size) : nil
        if let bytes, bytes.isZero, !style.showsWildcards { return form.number == 4 ? form.name + "()" : nil }
        return form.name + "(" + form.texts(attribute.bytes, mask: bytes, style: style).joined(separator: ",") + ")"
    }

    /// An attribute without a form: its number and bytes.
    private func rawText(of attribute: FlowAttribute, mask: FlowAttribute?, hasMask: Bool) -> String? {
        let name = "key\(attribute.number)"
        guard hasMask else { return "\(name)(\(rawText(attribute)))" }
        guard let mask else {
            guard style.showsWildcards else { return nil }
            let zeros = [UInt8](repeating: 0, count: attribute.bytes.count)
            return "\(name)(\(rawText(attribute))/\(zeros.hexadecimalNumber))"
        }
        if mask.bytes.count != attribute.bytes.count {
            return "\(name)(\(rawText(attribute))),mask\(mask.number)(\(rawText(mask)))"
        }
        if mask.bytes.isAllOnes { return "\(name)(\(rawText(attribute)))" }
        if mask.bytes.isZero, !style.showsWildcards { return nil }
        return "\(name)(\(rawText(attribute))/\(mask.bytes.hexadecimalNumber))"
    }

    private func rawText(_ attribute: FlowAttribute) -> String {
        (attribute.isNested ? "nested," : "") + attribute.bytes.hexadecimalNumber
    }
}

// MARK: - Nests

extension FlowKeyPrinter {
    /// An attribute that holds others, or `nil` if it is none or its bytes are not as they should be.
    private func nestText(of attribute: FlowAttribute, mask: FlowAttribute?, hasMask: Bool) -> String? {
        if attribute.number == 21 { return mplsText(attribute.bytes, mask: mask?.bytes, hasMask: hasMask) }
        guard [1, 16, 28].contains(attribute.number), let contents = [FlowAttribute](bytes: attribute.bytes) else {
            return nil
        }
        var masks: [FlowAttribute]?
        if hasMask {
            masks = [FlowAttribute](bytes: mask?.bytes ?? [])
            guard masks != nil else { return nil }
        }
        switch attribute.number {
        case 1: return "encap(" + text(contents, masks: masks) + ")"
        case 16: return "tunnel(" + tunnelTexts(contents, masks: masks).joined(separator: ",") + ")"
        default: return "nsh(" + nshTexts(contents, masks: masks).joined(separator: ",") + ")"
        }
    }

    /// The fields of the attributes that are listed together between one pair of parentheses.
    private func texts(
        _ attributes: [FlowAttribute],
        masks: [FlowAttribute]?,
        forms: [FlowForm],
        showsMask: Bool = false,
        others: (FlowAttribute, FlowAttribute?) -> String?
    ) -> [String] {
        attributes.flatMap { attribute -> [String] in
            let mask = masks?[number: attribute.number]
            guard let form = forms.first(where: { $0.number == attribute.number }), form.fits(attribute.bytes),
                mask == nil || mask?.bytes.count == form.size
            else {
                if let text = others(attribute, mask) { return text.isEmpty ? [] : [text] }
                return rawText(of: attribute, mask: mask, hasMask: masks != nil).map { [$0] } ?? []
            }
            let bytes = masks == nil ? nil : mask?.bytes ?? [UInt8](repeating: 0, count: form.size)
            let showsMask = showsMask && attribute == attributes.first
            let texts = form.texts(attribute.bytes, mask: bytes, style: style, showsMask: showsMask)
            // Of what is set, nothing disappears.
            if texts.isEmpty, style == .set {
                return form.texts(attribute.bytes, mask: bytes, style: style, showsMask: true)
            }
            return texts
        }
    }

    /// The fields of a Network Service Header.
    ///
    /// - Parameters:
    ///   - attributes: The attributes.
    ///   - masks: Those of the mask, or `nil` if all bits count.
    ///   - showsMask: Whether the first field's mask is to be seen in any case.
    /// - Returns: A text for each field.
    func nshTexts(_ attributes: [FlowAttribute], masks: [FlowAttribute]?, showsMask: Bool = false) -> [String] {
        texts(attributes, masks: masks, forms: FlowForms.nsh, showsMask: showsMask) { attribute, mask in
            guard attribute.number == 3, masks == nil, !attribute.bytes.isEmpty else { return nil }
            return "md2=" + attribute.bytes.hexadecimalNumber
        }
    }

    private func tunnelTexts(_ attributes: [FlowAttribute], masks: [FlowAttribute]?) -> [String] {
        let flags = Self.tunnelFlags.filter { $0.number != 0 }
        let fields = texts(attributes, masks: masks, forms: FlowForms.tunnel) { attribute, mask in
            if flags.contains(where: { $0.number == attribute.number }), attribute.bytes.isEmpty { return "" }
            switch attribute.number {
            case 8: return geneveText(attribute.bytes, mask: mask?.bytes, hasMask: masks != nil)
            case 11: return vxlanText(attribute.bytes, mask: mask?.bytes, hasMask: masks != nil)
            case 15: return erspanText(attribute.bytes, mask: mask?.bytes, hasMask: masks != nil)
            default: return nil
            }
        }
        return fields + (tunnelFlagsText(attributes, masks: masks).map { ["flags(\($0))"] } ?? [])
    }

    /// The flags of a tunnel with the numbers of their attributes; that of the key is the tunnel's id.
    static var tunnelFlags: [(name: String, number: UInt16)] { [("oam", 7), ("df", 5), ("csum", 6), ("key", 0)] }

    private func tunnelFlagsText(_ attributes: [FlowAttribute], masks: [FlowAttribute]?) -> String? {
        func has(_ number: UInt16) -> Bool {
            attributes[number: number].map { number == 0 || $0.bytes.isEmpty } ?? false
        }
        func masked(_ number: UInt16) -> Bool { number == 0 ? has(0) : masks?[number: number] != nil }
        let flags = Self.tunnelFlags
        if masks == nil || flags.allSatisfy({ $0.number == 0 || masked($0.number) }) {
            let names = flags.filter { has($0.number) }.map(\.name)
            return names.isEmpty ? "0" : names.joined(separator: "|")
        }
        guard flags.contains(where: { $0.number != 0 && masked($0.number) }) else { return has(0) ? "+key" : nil }
        return flags.filter { masked($0.number) }.map { (has($0.number) ? "+" : "-") + $0.name }.joined()
    }

    private func vxlanText(_ bytes: [UInt8], mask: [UInt8]?, hasMask: Bool) -> String? {
        guard let attributes = [FlowAttribute](bytes: bytes), let masks = [FlowAttribute](bytes: mask ?? []) else {
            return nil
        }
        let texts = attributes.compactMap { attribute in
            text(
                of: attribute,
                mask: masks[number: attribute.number],
                hasMask: hasMask,
                forms: FlowForms.vxlan
            )
        }
        return "vxlan(" + texts.joined(separator: ",") + ")"
    }

    private func erspanText(_ bytes: [UInt8], mask: [UInt8]?, hasMask: Bool) -> String? {
        let form = FlowForms.erspan.first { form in
            let version = form.fields[0]
            return form.fits(bytes) && version.number(version.value(in: bytes)) == UInt64(form.number)
        }
        guard let form, mask == nil || mask?.count == form.size else { return nil }
        let mask = hasMask ? mask ?? [UInt8](repeating: 0, count: form.size) : nil
        if let mask, mask.isZero, !style.showsWildcards { return "" }
        var texts = form.texts(bytes, mask: mask, style: style)
        // The version says what the rest is, wildcard or not.
        if texts.first?.hasPrefix("ver=") != true { texts.insert("ver=\(form.number)/0", at: 0) }
        return "erspan(" + texts.joined(separator: ",") + ")"
    }

    private func geneveText(_ bytes: [UInt8], mask: [UInt8]?, hasMask: Bool) -> String? {
        if hasMask, let mask, mask.count != bytes.count { return nil }
        let mask = hasMask ? mask ?? [UInt8](repeating: 0, count: bytes.count) : nil
        if let mask, mask.isZero, !style.showsWildcards { return "" }
        let form = FlowForms.geneve
        var options = ""
        var position = 0
        while position < bytes.count {
            guard position + 4 <= bytes.count else { return nil }
            let header = Array(bytes[position..<position + 4])
            let data = position + 4..<position + 4 + 4 * Int(header[3] & 31)
            guard form.fits(header), data.upperBound <= bytes.count else { return nil }
            let headerMask = mask.map { Array($0[position..<position + 4]) }
            // The length is always told, in bytes, and its mask is all or nothing.
            let lengthMask = headerMask.map { $0[3] & 31 } ?? 31
            guard lengthMask == 31 || lengthMask == 0 else { return nil }
            var texts = form.texts(header, mask: headerMask, style: style).filter { !$0.hasPrefix("len=") }
            texts.append("len=\(data.count)" + (lengthMask == 0 ? "/0" : ""))
            let dataMask = mask.map { Array($0[data]) }
            if !data.isEmpty, style.showsWildcards || dataMask?.isZero != true {
                let isPartial = dataMask.map { !$0.isAllOnes } ?? false
                let suffix = isPartial ? "/" + (dataMask ?? []).shortHexadecimal : ""
                texts.append(Array(bytes[data]).shortHexadecimal + suffix)
            }
            options += "{" + texts.joined(separator: ",") + "}"
            position = data.upperBound
        }
        return "geneve(" + options + ")"
    }

    private func mplsText(_ bytes: [UInt8], mask: [UInt8]?, hasMask: Bool) -> String? {
        guard let form = FlowForms.key.first(where: { $0.number == 21 }), !bytes.isEmpty,
            bytes.count.isMultiple(of: 4), mask == nil || mask?.count == bytes.count
        else { return nil }
        if hasMask, mask?.isZero != false, !style.showsWildcards { return "" }
        let mask = hasMask ? mask ?? [UInt8](repeating: 0, count: bytes.count) : nil
        let entries = stride(from: 0, to: bytes.count, by: 4).flatMap { start in
            let entry = Array(bytes[start..<start + 4])
            guard let mask, !mask.isAllOnes else { return form.texts(entry, mask: nil, style: .exact) }
            return FlowForms.labelTexts(entry, mask: Array(mask[start..<start + 4]))
        }
        return "mpls(" + entries.joined(separator: ",") + ")"
    }
}

extension FlowAttribute {
    /// Whether this is a tunnel with none but zeros, which the kernel puts into the mask of every flow
    /// (`__ovs_nla_put_key`).
    fileprivate var isTunnelOfZeros: Bool {
        guard number == 16, let contents = [FlowAttribute](bytes: bytes) else { return false }
        // An attribute without bytes is a flag that counts.
        return contents.allSatisfy { !$0.bytes.isEmpty && $0.bytes.isZero }
    }
}
