import Netlink

/// What the kernel of a test knows of an operation.
struct Operation: Sendable {
    /// The family and the operation.
    let name: String

    /// Which operation it is.
    let key: OperationKey

    /// The size of the headers in front of the attributes, the netlink header included.
    let attributesOffset: Int

    /// The attributes that a request may have.
    let attributes: [AttributeDescriptor]

    /// How strictly requests are checked.
    var validation: Validation

    /// Decodes a request, asks the handler and encodes the answer.
    let answer: @Sendable (Incoming) -> Outcome
}
