/// What comes of a request, before faults.
enum Outcome: Sendable {
    /// Messages, then an acknowledgement or the end of the dump.
    case messages([[UInt8]])

    /// Datagrams as they were recorded.
    case datagrams([[UInt8]])

    /// An acknowledgement.
    case acknowledged(warning: String?)

    /// A refusal.
    case refused(Refusal)

    /// Nothing.
    case silent
}
