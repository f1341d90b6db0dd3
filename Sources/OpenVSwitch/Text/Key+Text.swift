import Netlink
public import OVSFlow

extension OVSFlow.Key {
    /// Reads a key as `ovs-dpctl` writes it:
    /// `in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0806)`.
    ///
    /// Fields that are not mentioned are 0. An attribute of which only the bytes are known is `key40(0x0102)`, its number
    /// and them.
    ///
    /// - Parameter text: The attributes with commas, blanks or both between them; masks are for ``FlowMatch``.
    /// - Throws: ``FlowTextError`` at the first place where something else should be.
    public init(dpctl text: String) throws(FlowTextError) {
        var parser = FlowKeyParser(FlowScanner(text), takesMasks: false)
        let attributes = try parser.keyToTheEnd()
        self = try OVSFlow.Key(attributes.values, of: parser.scanner)
    }

    /// The key as `ovs-dpctl` writes it.
    ///
    /// ``init(dpctl:)`` reads it back. Of attributes that have no text of their own or are longer or shorter than they
    /// should be, this shows number and bytes. What cannot be sent, such as an address of a wrong length, shows no bytes,
    /// or zeros if it is a member of a struct.
    public var dpctl: String {
        FlowKeyPrinter(style: .exact).text([FlowAttribute](self), masks: nil)
    }
}

extension OVSFlow.Key {
    /// Decodes attributes that were read from text.
    init(_ attributes: [FlowAttribute], of scanner: FlowScanner) throws(FlowTextError) {
        do {
            self = try OVSFlow.Key(Payload(attributes.encoded.rawSpan))
        } catch {
            throw scanner.error("attributes that can be a key", at: 0)
        }
    }
}

extension FlowKeyParser {
    /// Passes the attributes of a key and nothing else.
    mutating func keyToTheEnd() throws(FlowTextError) -> Attributes {
        let attributes = try key()
        guard scanner.isAtEnd else { throw scanner.error("a comma or the end") }
        return attributes
    }
}
