/// An entry of a family's operation list: a call, an asynchronous message, or a reserved number.
public struct Operation: Sendable, Hashable {
    /// What the kernel does with an operation's messages.
    public enum Kind: Sendable, Hashable {
        /// User space asks, the kernel answers: by a single exchange, by a dump, or both.
        case call(do: Exchange?, dump: Exchange?)

        /// The kernel speaks unasked, with a list of attributes of its own (`event`).
        case event(Message)

        /// The kernel speaks unasked, in the form of another operation's reply (`notify`).
        case notification(Message, of: String)

        /// The entry only takes a number.
        case reserved(number: Int)
    }

    /// A permission that a call needs.
    public enum Permission: String, Sendable, Hashable, CaseIterable {
        /// `CAP_NET_ADMIN` in the initial user namespace.
        case admin = "admin-perm"

        /// `CAP_NET_ADMIN` in the user namespace of the network namespace.
        case namespacedAdmin = "uns-admin-perm"
    }

    /// The name in the spec.
    public let name: String

    /// What the operation does.
    public let documentation: String

    /// What the kernel does with its messages.
    public let kind: Kind

    /// The permissions that the call needs.
    public let permissions: [Permission]

    /// The group that an asynchronous message is sent to, if the spec names it.
    public let multicastGroup: MulticastGroup.ID?

    /// Whether an asynchronous message comes by unicast to a port that asked for it, as an overlay says.
    public let isUnicast: Bool

    /// Whether the kernel replies only to requests with `NLM_F_ECHO`, as an overlay says.
    public let repliesOnlyToEcho: Bool

    /// The kernel configuration that has the operation, without `CONFIG_`.
    public let configurationCondition: String?

    /// Where the operation stands.
    public let location: SourceLocation

    init(
        name: String,
        documentation: String,
        kind: Kind,
        permissions: [Permission],
        multicastGroup: MulticastGroup.ID?,
        isUnicast: Bool,
        repliesOnlyToEcho: Bool,
        configurationCondition: String?,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.kind = kind
        self.permissions = permissions
        self.multicastGroup = multicastGroup
        self.isUnicast = isUnicast
        self.repliesOnlyToEcho = repliesOnlyToEcho
        self.configurationCondition = configurationCondition
        self.location = location
    }
}

/// A request and the reply it gets.
public struct Exchange: Sendable, Hashable {
    /// What user space sends.
    public let request: Message

    /// What the kernel answers with besides the acknowledgement; `nil` when there is nothing.
    public let reply: Message?

    init(request: Message, reply: Message?) {
        self.request = request
        self.reply = reply
    }
}

/// A message: a number, an optional fixed header, and attributes of one set.
public struct Message: Sendable, Hashable {
    /// One attribute of a message.
    public struct Field: Sendable, Hashable {
        /// The attribute's name in the message's set.
        public let name: String

        /// Whether every such message must carry the attribute, as an overlay says.
        public let isRequired: Bool

        init(name: String, isRequired: Bool) {
            self.name = name
            self.isRequired = isRequired
        }
    }

    /// The generic netlink command, or the netlink message type of a raw family.
    public let number: Int

    /// The struct between the netlink headers and the attributes.
    public let fixedHeader: Structure.ID?

    /// The set that the attributes belong to; `nil` for a message without attributes.
    public let attributeSet: AttributeSet.ID?

    /// The attributes in the order they are listed or, if an overlay says so, sent; each once, without fillers.
    public let fields: [Field]

    /// Where the list stands, or the operation if it has none.
    public let location: SourceLocation

    init(
        number: Int,
        fixedHeader: Structure.ID?,
        attributeSet: AttributeSet.ID?,
        fields: [Field],
        location: SourceLocation
    ) {
        self.number = number
        self.fixedHeader = fixedHeader
        self.attributeSet = attributeSet
        self.fields = fields
        self.location = location
    }
}

extension Message {
    /// The message with no attributes listed.
    public var withoutFields: Message {
        Message(
            number: number,
            fixedHeader: fixedHeader,
            attributeSet: attributeSet,
            fields: [],
            location: location
        )
    }

    /// Whether two messages have the same header and the same attributes, whatever their numbers.
    public func hasSameContents(as other: Message) -> Bool {
        fixedHeader == other.fixedHeader && attributeSet == other.attributeSet && fields == other.fields
    }
}

extension Operation {
    /// All messages of the operation: requests and replies, or what the kernel sends unasked.
    public var messages: [Message] {
        switch kind {
        case .call(let call, let dump):
            [call?.request, call?.reply, dump?.request, dump?.reply].compactMap { $0 }
        case .event(let message), .notification(let message, _): [message]
        case .reserved: []
        }
    }
}
