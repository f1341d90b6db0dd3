extension Spec {
    /// An entry of the operation list.
    struct Operation {
        let name: Located<String>
        let documentation: String
        let value: Located<Int>?
        let attributeSet: Located<String>?
        let fixedHeader: Located<String>?
        let permissions: [YNLSpec.Operation.Permission]
        let configurationCondition: String?
        let `do`: Exchange?
        let dump: Exchange?
        let notify: Located<String>?
        let event: Event?
        let multicastGroup: Located<String>?

        /// The keys that make the entry a call or an asynchronous message, in the order of the file.
        let kindKeys: [Located<SpecKey>]

        /// Whether nothing about it had to be reported.
        let isSound: Bool
    }

    /// A request and its reply.
    struct Exchange {
        let request: Message?
        let reply: Message?
    }

    /// One direction of an exchange.
    struct Message {
        let attributes: List<Located<String>>
        let value: Located<Int>?
        let mark: TextRange
    }

    /// A message that the kernel sends unasked.
    struct Event {
        let attributes: List<Located<String>>
        let mark: TextRange
    }
}

extension Spec.Operation: SpecObject {
    static let noun = "an operation"

    init?(from fields: inout Fields) {
        let name = fields.name()
        documentation = fields.string(.doc, .required)?.value ?? ""
        value = fields.integer(.value, atLeast: 0)
        attributeSet = fields.string(.attributeSet)
        fixedHeader = fields.string(.fixedHeader, in: .withStructures)
        permissions = fields.list(.flags, of: Located<YNLSpec.Operation.Permission>.self).elements.map(\.value)
        configurationCondition = fields.string(.configCond, in: .generic)?.value
        `do` = fields.decode(.do)
        dump = fields.decode(.dump)
        notify = fields.string(.notify)
        event = fields.decode(.event)
        multicastGroup = fields.string(.mcgrp)
        _ = fields.list(.dontValidate, of: Located<Leniency>.self)
        kindKeys = fields.keys(among: [.do, .dump, .notify, .event])
        isSound = fields.isSound
        guard let name else { return nil }
        self.name = name
    }

    /// What the kernel does not validate.
    private enum Leniency: String, SchemaWord {
        case strict
        case dump
        case strictDump = "dump-strict"

        static let noun = "validation flag"

        var dialects: Dialects { self == .strictDump ? .generic : .all }
    }
}

extension YNLSpec.Operation.Permission: SchemaWord {
    static let noun = "operation flag"

    var dialects: Dialects { self == .namespacedAdmin ? .genetlinkLegacy : .all }
    var newerDialects: Dialects { self == .namespacedAdmin ? .genetlink : [] }
}

extension Spec.Exchange: SpecObject {
    static let noun = "an exchange"

    init?(from fields: inout Fields) {
        request = fields.decode(.request)
        reply = fields.decode(.reply)
        for hook in [.pre, .post] as [SpecKey] { _ = fields.string(hook) }
    }
}

extension Spec.Message: SpecObject {
    static let noun = "a message"

    init?(from fields: inout Fields) {
        attributes = fields.list(.attributes)
        value = fields.integer(.value, atLeast: 0, in: .withStructures)
        mark = fields.mark
    }
}

extension Spec.Event: SpecObject {
    static let noun = "an event"

    init?(from fields: inout Fields) {
        attributes = fields.list(.attributes)
        mark = fields.mark
    }
}
