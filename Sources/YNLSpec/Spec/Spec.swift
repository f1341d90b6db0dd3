/// A spec as it is written: one value for each concept of the kernel's JSON schemas, nothing resolved yet.
struct Spec {
    let name: Located<String>
    let documentation: String
    let dialect: Family.Dialect
    let protocolNumber: Located<Int>?
    let version: Located<Int>?
    let uapiHeader: String?
    let definitions: List<Definition>
    let attributeSets: List<AttributeSet>
    let subMessages: List<SubMessage>
    let operations: Operations
    let multicastGroups: MulticastGroups

    /// Where the spec begins.
    let mark: TextRange
}

extension Spec: SpecObject {
    static let noun = "a spec"

    init?(from fields: inout Fields) {
        let dialectWord: Located<Family.Dialect>? = fields.decode(.protocol)
        // With an unknown level every key is allowed, so that the report is about the level alone.
        fields.context.dialect = fields.keyRange(.protocol) == nil ? .genetlink : dialectWord?.value

        let name = fields.name(.init(dialects: .genetlink))
        documentation = fields.string(.doc, .required)?.value ?? ""
        dialect = dialectWord?.value ?? .genetlink
        protocolNumber = fields.integer(.protonum, atLeast: .min, in: .netlinkRaw)
        version = fields.integer(.version, atLeast: 1, in: .genetlinkLegacy)
        uapiHeader = fields.string(.uapiHeader)?.value
        definitions = fields.list(.definitions)
        attributeSets = fields.list(.attributeSets, .required)
        subMessages = fields.list(.subMessages, in: .netlinkRaw)
        let operations: Operations? = fields.decode(.operations, .required)
        multicastGroups = fields.decode(.mcastGroups) ?? MulticastGroups()
        mark = fields.mark
        Self.readKeysOfC(&fields)

        guard let name else { return nil }
        self.name = name
        self.operations = operations ?? Operations()
    }

    /// Checks the keys that only matter to C.
    private static func readKeysOfC(_ fields: inout Fields) {
        for key in [.cFamilyName, .cVersionName, .cmdMaxName, .cmdCntName] as [SpecKey] {
            _ = fields.string(key, in: .withCNames)
        }
        _ = fields.boolean(.maxByDefine, in: .withCNames)
        _ = fields.decode(.kernelPolicy, as: Located<KernelPolicy>.self, in: .withStructures)
        _ = fields.decode(.kernelFamily, as: KernelFamily.self, in: .generic)
    }
}

extension Family.Dialect: SchemaWord {
    static let noun = "protocol"
}

extension Spec {
    /// How the kernel groups its input policies.
    private enum KernelPolicy: String, SchemaWord {
        case split
        case perOperation = "per-op"
        case global

        static let noun = "kernel policy"
    }

    /// What the kernel's own code generator needs.
    private struct KernelFamily: SpecObject {
        static let noun = "kernel-family"

        init?(from fields: inout Fields) {
            _ = fields.list(.headers, of: Located<String>.self)
            _ = fields.string(.sockPriv)
        }
    }
}
