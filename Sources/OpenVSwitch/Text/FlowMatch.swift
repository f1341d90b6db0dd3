public import OVSFlow

/// What a flow applies to: a key, and a mask with the bits of it that count.
public struct FlowMatch: Hashable, Sendable {
    /// The key.
    public var key: OVSFlow.Key

    /// The bits that count; `nil` if all do.
    ///
    /// What the mask lacks does not count.
    public var mask: OVSFlow.Key?

    /// Creates a match.
    public init(key: OVSFlow.Key, mask: OVSFlow.Key? = nil) {
        self.key = key
        self.mask = mask
    }
}

extension FlowMatch {
    /// Reads a key with masks as `ovs-dpctl` writes it: `in_port(1),eth(),eth_type(0x0800),ipv4(dst=10.0.0.0/255.0.0.0)`.
    ///
    /// Fields that are not mentioned are wildcards; those without a mask count in full. There is always a mask.
    ///
    /// - Parameter text: The attributes with commas, blanks or both between them.
    /// - Throws: ``FlowTextError`` at the first place where something else should be.
    public init(dpctl text: String) throws(FlowTextError) {
        var parser = FlowKeyParser(FlowScanner(text), takesMasks: true)
        self = try FlowMatch(parser.keyToTheEnd(), of: parser.scanner)
    }

    /// Decodes attributes that were read from text.
    init(_ attributes: FlowKeyParser.Attributes, of scanner: FlowScanner) throws(FlowTextError) {
        key = try OVSFlow.Key(attributes.values, of: scanner)
        mask = try OVSFlow.Key(attributes.masks, of: scanner)
    }

    /// The key with its masks as `ovs-dpctl` writes it, without what does not count.
    public var dpctl: String { dpctl(wildcards: false) }

    /// The key with its masks as `ovs-dpctl` writes it.
    ///
    /// - Parameter wildcards: Whether to write fields that do not count too, as `ovs-dpctl --more` does. Flags of a
    ///   tunnel and kinds of fragments that do not count are left out all the same: there is no text for them.
    /// - Returns: The text.
    public func dpctl(wildcards: Bool) -> String {
        guard let mask else { return key.dpctl }
        return FlowKeyPrinter(style: .match(wildcards: wildcards))
            .text([FlowAttribute](key), masks: [FlowAttribute](mask))
    }
}
