extension Emitter {
    /// The structs of events, and the enum of all of them.
    func events(_ plan: EventsPlan) -> [Code] {
        let cases: [Code] = plan.cases.map { event in
            """
            \(event.comment.code(indentation: 8))
            case \(SwiftName.declared(event.name))(\(event.type))
            """
        }
        let decoding: [Code] = plan.cases.map { event in
            "case \(event.command): self = .\(event.name)(try \(event.type)(message))"
        }
        let event: Code = """
            /// A message that the kernel sends unasked.
            \(access)enum Event: NetlinkEvent {
                \(Code.blocks(cases))

                /// Messages were lost, since the receive buffer was full; how many, if the kernel tells.
                case lost(Int?)

                /// A message that the spec does not know.
                case unknown(command: UInt8)

                /// Decodes a message by its command.
                \(access)init(_ message: Message) throws(DecodeError) {
                    switch message.command {
                    \(decoding)
                    default: self = .unknown(command: message.command)
                    }
                }
            }
            """
        return plan.structures.map { contents($0, indentation: 4) } + [event]
    }
}
