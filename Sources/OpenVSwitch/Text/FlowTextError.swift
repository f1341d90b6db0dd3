/// Where the text of a flow or of actions is not what it should be.
public struct FlowTextError: Error, Hashable {
    /// The place in the text, counted in bytes of UTF-8 from 1.
    public let column: Int

    /// What should be there.
    public let expected: String

    /// What is there: the next few characters, none at the end of the text.
    public let found: String
}

extension FlowTextError: CustomStringConvertible {
    /// The place, what should be there and what is.
    public var description: String {
        "column \(column): expected \(expected), found " + (found.isEmpty ? "the end" : "\"\(found)\"")
    }
}
