extension Emitter {
    /// The structs of events, and the enum of all of them.
    func events(_ plan: EventsPlan, in family: FamilyPlan) -> [Code] {
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
                \(Code.declarations(cases))

                /// Messages were lost, since the receive buffer was full; how many, if the kernel tells.
                case lost(Int?)
                /// A message that the spec does not know, as it was received.
                case unknown(command: UInt16, message: [UInt8])

                /// Decodes a message by its command.
                \(access)init(_ message: Message) throws(DecodeError) {
                    let command = message.operation(in: \(family.name).self)
                    switch command {
                    \(decoding)
                    default: self = .unknown(command: command, message: [UInt8](message.payload.span))
                    }
                }
            }
            """
        return plan.structures.map { contents($0, indentation: 4) } + [event]
    }
}
