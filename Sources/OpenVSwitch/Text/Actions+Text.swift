import Netlink
public import OVSFlow

extension [OVSFlow.Action] {
    /// Reads actions as `ovs-dpctl` writes them: `push_vlan(vid=5,pcp=0),2`, or `drop` for none.
    ///
    /// An action of which only the bytes are known is `action40(0x0102)`, its number and them; an attribute inside an
    /// action likewise `attr40(0x0102)`.
    ///
    /// - Parameter text: The actions with commas, blanks or both between them.
    /// - Throws: ``FlowTextError`` at the first place where something else should be.
    public init(dpctl text: String) throws(FlowTextError) {
        self = try [OVSFlow.Action](toTheEndOf: FlowScanner(text))
    }

    /// Reads the rest of a text as actions.
    init(toTheEndOf scanner: FlowScanner) throws(FlowTextError) {
        var parser = FlowActionParser(scanner)
        parser.scanner.takeSeparators()
        guard !parser.scanner.isAtEnd else { throw parser.scanner.error("an action or \"drop\"") }
        let attributes = try parser.list()
        guard parser.scanner.isAtEnd else { throw parser.scanner.error("a comma or the end") }
        do {
            self = try Payload(attributes.encoded.rawSpan).sequence(of: OVSFlow.Action.self)
        } catch {
            throw scanner.error("actions")
        }
    }

    /// The actions as `ovs-dpctl` writes them.
    ///
    /// ``init(dpctl:)`` reads them back. What has no text of its own shows number and bytes; what cannot be sent shows no
    /// bytes, or zeros if it is a member of a struct. An action to drop shows its reason in parentheses, so that it is another text than that of no actions.
    public var dpctl: String {
        let attributes = [FlowAttribute](of: OVSFlow.Action.self) { builder in
            for action in self { action.encode(into: &builder) }
        }
        return FlowActionPrinter.text(attributes)
    }
}
