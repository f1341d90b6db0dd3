/// Why the kernel refused a transaction as a whole.
public struct TransactionRefusal: Error, Hashable, Sendable {
    /// The requests that were refused, by their positions in the batch; the others had no fault of their own.
    ///
    /// If messages were lost there may be more of them.
    public let errors: [Int: KernelError]
}

extension TransactionRefusal: CustomStringConvertible {
    /// A sentence for people, with each request that was refused and its position in the batch.
    public var description: String {
        let refusals = errors.sorted { $0.key < $1.key }.map { "request \($0.key): \($0.value)" }
        return "transaction refused, nothing was applied: " + refusals.joined(separator: "; ")
    }
}
