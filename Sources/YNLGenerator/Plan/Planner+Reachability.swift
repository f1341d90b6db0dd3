import YNLSpec

extension Planner {
    /// Finds the sets and structs that requests hold, and those that nothing holds: programs make values of them.
    mutating func findSentContents() {
        var requests = Reach(family)
        var answers = Reach(family)
        for operation in family.operations.selected(selection.operations) {
            switch operation.kind {
            case .call(let call, let dump):
                for request in [call?.request, dump?.request] { request.map { requests.add($0) } }
                for reply in [call?.reply, dump?.reply] { reply.map { answers.add($0) } }
            case .event(let message), .notification(let message, _): answers.add(message)
            case .reserved: break
            }
        }
        sentSets = requests.sets.union(selection.sets.subtracting(answers.sets))
        for set in sentSets.subtracting(requests.sets) { requests.add(family.attributeSetIDs[set]) }
        sentStructures = requests.structures.union(selection.structures.subtracting(answers.structures))
    }
}
