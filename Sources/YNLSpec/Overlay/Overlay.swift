/// What a spec cannot say, and where it is wrong; it stands in a file of its own, so that specs stay the kernel's.
///
/// ```yaml
/// family: ovs_packet              # the spec's name
/// module: Netlink                 # the module to compile the bindings into, if not one of their own
/// swift-names:                    # Swift identifiers for parts of the spec, by path
///   operations/miss/event: Upcall
/// required:                       # attributes that every such message carries
///   operations/execute/do/request: [packet, key, actions]
/// wire-order:                     # a message's attributes in the order that the kernel writes them
///   operations/miss/event: [key, userdata, packet]
/// unicast: [miss, action]         # asynchronous operations that the kernel sends to one port
/// echo: [new, del, set]          # operations that reply only to requests with NLM_F_ECHO
/// ordered: [action-attrs]         # attribute sets that are sequences: order and repetition have a meaning
/// unmarked-nests: true            # the family neither sends nor expects NLA_F_NESTED
/// marked-nests: [psample-attrs]   # but for nests of these attribute sets
/// nests:                          # binary attributes that hold attributes of another family
///   attribute-sets/packet/key: { family: ovs_flow, attribute-set: key-attrs, module: OVSFlow }
///   attribute-sets/packet/actions: { family: ovs_flow, attribute-set: action-attrs, module: OVSFlow, ordered: true }
/// corrections:                    # what the spec gets wrong
///   - path: attribute-sets/policy-attrs/attributes/mask/value
///     value: 12
///     reason: the kernel sends the padding as 11 and the mask as 12
/// ```
///
/// Only `family` is required. Paths of corrections lead through the spec's own keys, with items of lists picked by their
/// name; all others are those of ``Bindings/swiftNames``.
struct Overlay {
    /// A binary attribute that holds attributes of another family.
    struct Nest {
        let path: Located<String>
        let attributeSet: ForeignAttributeSet
    }

    /// Names that belong to a path.
    typealias Names = Located<List<Located<String>>>

    var family: Located<String>?
    var module: String?
    var swiftNames: [(path: Located<String>, name: String)] = []
    var required: [String: Names] = [:]
    var wireOrder: [String: Names] = [:]
    var unicast: [Located<String>] = []
    var echo: [Located<String>] = []
    var ordered: [Located<String>] = []
    var hasUnmarkedNests = false
    var markedNests: [Located<String>] = []
    var nests: [String: Nest] = [:]
    var corrections: [Correction] = []
}

extension Overlay: SpecObject {
    static let noun = "an overlay"

    init?(from fields: inout Fields) {
        family = fields.string(.family, .required)
        module = Self.identifier(fields.string(.module), fields.context.reporter)
        swiftNames = fields.entries(.swiftNames).identifiers(in: fields.context)
        required = Self.names(fields.entries(.required), fields.context)
        wireOrder = Self.names(fields.entries(.wireOrder), fields.context)
        unicast = fields.list(.unicast).elements
        echo = fields.list(.echo).elements
        ordered = fields.list(.ordered).elements
        hasUnmarkedNests = fields.boolean(.unmarkedNests)?.value ?? false
        markedNests = fields.list(.markedNests).elements
        nests = Self.nests(fields.entries(.nests), fields.context)
        corrections = fields.list(.corrections).elements
    }

    private static func names(_ pairs: [YAMLNode.Pair], _ context: SchemaContext) -> [String: Names] {
        var names: [String: Names] = [:]
        for pair in pairs {
            let list = List<Located<String>>(pair.value, in: context) ?? List(isComplete: false)
            names[pair.key.text] = Located(value: list, range: pair.keyRange)
        }
        return names
    }

    private static func nests(_ pairs: [YAMLNode.Pair], _ context: SchemaContext) -> [String: Nest] {
        var nests: [String: Nest] = [:]
        for pair in pairs {
            guard let reference = ForeignAttributeSet(pair.value, in: context) else { continue }
            nests[pair.key.text] = Nest(path: pair.path, attributeSet: reference)
        }
        return nests
    }

    /// A name that Swift accepts for a type, a member or a module.
    fileprivate static func identifier(_ name: Located<String>?, _ reporter: Reporter) -> String? {
        guard let name else { return nil }
        if isIdentifier(name.value) { return name.value }
        reporter.error("\(name.value.quoted) is not a Swift identifier", at: name.range)
        return nil
    }

    private static func isIdentifier(_ text: String) -> Bool {
        var isFirst = true
        let hasGoodLetters = text.unicodeScalars.allSatisfy { letter in
            defer { isFirst = false }
            switch letter {
            case "a"..."z", "A"..."Z", "_": return true
            case "0"..."9": return !isFirst
            default: return false
            }
        }
        return hasGoodLetters && text.utf8.contains { $0 != UInt8(ascii: "_") }
    }
}

extension YAMLNode.Pair {
    /// The key as a path or a name that belongs to the value.
    var path: Located<String> { Located(value: key.text, range: keyRange) }
}

extension [YAMLNode.Pair] {
    /// The entries whose values are Swift identifiers; others are reported.
    func identifiers(in context: SchemaContext) -> [(path: Located<String>, name: String)] {
        compactMap { pair in
            Overlay.identifier(Located(pair.value, in: context), context.reporter).map { (pair.path, $0) }
        }
    }
}

extension ForeignAttributeSet: SpecObject {
    static let noun = "a nest"

    init?(from fields: inout Fields) {
        let family = fields.string(.family, .required)
        let attributeSet = fields.string(.attributeSet, .required)
        let module = Overlay.identifier(fields.string(.module, .required), fields.context.reporter)
        let isOrdered = fields.boolean(.ordered)?.value ?? false
        guard let family, let attributeSet, let module else { return nil }
        self.init(
            family: family.value,
            attributeSet: attributeSet.value,
            module: module,
            isOrdered: isOrdered,
            location: fields.context.reporter.location(of: family.range)
        )
    }
}
