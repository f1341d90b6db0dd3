/// What the names in a spec stand for.
struct References {
    let definitions: Definitions
    let attributeSets: NameTable<AttributeSet.ID>
    let subMessages: NameTable<SubMessage.ID>
    let multicastGroups: NameTable<MulticastGroup.ID>

    init(_ spec: Spec, reporter: Reporter) {
        definitions = Definitions(spec, reporter: reporter)
        attributeSets = NameTable("attribute set", spec.attributeSets, reporter: reporter, name: \.name) {
            AttributeSet.ID(index: $0)
        }
        subMessages = NameTable("sub-message", spec.subMessages, reporter: reporter, name: \.name) {
            SubMessage.ID(index: $0)
        }
        multicastGroups = NameTable("multicast group", spec.multicastGroups.list, reporter: reporter, name: \.name) {
            MulticastGroup.ID(index: $0)
        }
    }
}
