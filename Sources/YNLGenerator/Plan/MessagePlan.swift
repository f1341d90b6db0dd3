/// A message, or any list of attributes of one set, as a struct.
struct MessagePlan: Hashable {
    /// What the struct conforms to.
    enum Role: Hashable {
        /// A request made with `perform`.
        case doRequest(command: Int)

        /// A request made with `dump`.
        case dumpRequest(command: Int)

        /// What the kernel sends.
        case fromKernel

        /// The contents of a nest.
        case nest
    }

    /// A property, and whether every message has it.
    struct Property: Hashable {
        var field: FieldPlan
        var isRequired: Bool
    }

    /// Another name for a message's type, or a struct nested in it.
    enum Member: Hashable {
        case structure(MessagePlan)
        case alias(name: String, type: String)
    }

    var name: String
    var comment: DocComment
    var role: Role

    /// The kernel's name of the operation, for requests.
    var operationName: String?

    /// Whether the kernel replies only to requests with `NLM_F_ECHO`.
    var repliesOnlyToEcho = false

    /// The set's enum, or the runtime's for a message without a set.
    var attributesName: String

    /// The type that holds an index of the set.
    var slotsType: String

    /// The struct in front of the attributes.
    var header: String?

    /// The attributes in the order in which they are sent.
    var properties: [Property]

    /// The numbers of the properties, if the set has other attributes too.
    var listedNumbers: [Int]?

    /// Whether decoding needs the value of an attribute around the nest.
    var needsSelector = false

    /// Whether programs make such values, rather than only receive them.
    var isSent = true

    /// What is nested in the struct: replies, and the dump beside the do.
    var members: [Member]
}

/// An operation that user space calls.
enum OperationPlan: Hashable {
    /// A request struct, with everything else nested in it.
    case request(MessagePlan)

    /// A namespace for an operation that only dumps.
    case namespace(name: String, comment: DocComment, members: [MessagePlan.Member])
}

/// The messages that a family sends unasked.
struct EventsPlan: Hashable {
    struct Case: Hashable {
        var name: String
        var comment: DocComment
        var command: Int
        var type: String
    }

    /// The structs that only events use.
    var structures: [MessagePlan]

    /// The events by command.
    var cases: [Case]
}
