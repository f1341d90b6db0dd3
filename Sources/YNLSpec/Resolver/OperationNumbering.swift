/// The numbers of an operation's messages.
struct OperationNumbers {
    /// The number of the request; of an asynchronous or reserved entry, its only number.
    var request: Int

    /// The number of the reply, if there is one.
    var reply: Int?

    /// The number of the request for a dump.
    var dumpRequest: Int

    /// The number of a dump's replies, if there are any.
    var dumpReply: Int?

    /// The same number for everything.
    fileprivate init(all number: Int) {
        request = number
        reply = number
        dumpRequest = number
        dumpReply = number
    }
}

/// Numbers the operations of a family.
struct OperationNumbering {
    private var requests: NumberCounter
    private var replies: NumberCounter
    private let operations: Spec.Operations
    private let limit: Int
    private let reporter: Reporter

    init(_ spec: Spec, reporter: Reporter) {
        operations = spec.operations
        limit = spec.dialect == .netlinkRaw ? WireLimit.messageType : WireLimit.command
        requests = NumberCounter("operation", from: 1, limit: limit, reporter: reporter)
        replies = requests
        self.reporter = reporter
    }

    /// The numbers of every operation, in order.
    mutating func numbers() -> [OperationNumbers] {
        switch operations.model {
        case .unified:
            operations.list.elements.map { unified($0) }
        case .directional:
            operations.list.elements.map { directional($0) }
        }
    }

    private mutating func unified(_ operation: Spec.Operation) -> OperationNumbers {
        for value in operation.messages.compactMap(\.value) {
            warn("in the unified model a message has the operation's number; this one is ignored", at: value)
        }
        return OperationNumbers(all: requests.number(operation.value, for: operation.name))
    }

    private mutating func directional(_ operation: Spec.Operation) -> OperationNumbers {
        guard let exchange = operation.do ?? operation.dump else {
            return OperationNumbers(all: replies.number(operation.value, for: operation.name))
        }
        if let value = operation.value {
            warn("in the directional model 'request' and 'reply' have numbers; this one is ignored", at: value)
        }
        for value in operation.messages.compactMap(\.value) where value.value == 0 {
            warn("in the directional model a number of 0 is as good as none", at: value)
        }
        var numbers = OperationNumbers(all: requests.number(exchange.request?.effectiveValue, for: operation.name))
        numbers.reply = exchange.reply.map { replies.number($0.effectiveValue, for: operation.name) }
        // devlink answers a dump by other numbers than a single request, so what a dump states counts for dumps.
        numbers.dumpRequest = stated(operation.dump?.request, operation) ?? numbers.request
        numbers.dumpReply = stated(operation.dump?.reply, operation) ?? numbers.reply
        reportMissing(numbers, operation)
        return numbers
    }

    /// The number that a message of a dump states.
    private func stated(_ message: Spec.Message?, _ operation: Spec.Operation) -> Int? {
        guard let value = message?.effectiveValue else { return nil }
        var counter = NumberCounter("operation", from: 1, limit: limit, reporter: reporter)
        return counter.number(value, for: operation.name)
    }

    private func warn(_ message: String, at value: Located<Int>) {
        reporter.warning(message, at: value.range)
    }

    private func reportMissing(_ numbers: OperationNumbers, _ operation: Spec.Operation) {
        guard operation.isSound, let reply = operation.dump?.reply, numbers.dumpReply == nil else { return }
        reporter.error(
            "the reply of this dump lacks a 'value', since 'do' has no reply to take the number from",
            at: reply.mark
        )
    }
}

extension Spec.Operation {
    /// The messages of a call that the spec describes.
    fileprivate var messages: [Spec.Message] {
        [self.do?.request, self.do?.reply, dump?.request, dump?.reply].compactMap(\.self)
    }
}

extension Spec.Message {
    /// The number that the message states; in the directional model an explicit 0 says nothing.
    fileprivate var effectiveValue: Located<Int>? {
        value?.value == 0 ? nil : value
    }
}
