/// A set of schema levels.
struct Dialects: OptionSet {
    let rawValue: UInt8

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    static let genetlink = Dialects(rawValue: 1)
    static let genetlinkC = Dialects(rawValue: 2)
    static let genetlinkLegacy = Dialects(rawValue: 4)
    static let netlinkRaw = Dialects(rawValue: 8)

    static let all: Dialects = [.genetlink, .genetlinkC, .genetlinkLegacy, .netlinkRaw]

    /// The levels of generic netlink.
    static let generic: Dialects = [.genetlink, .genetlinkC, .genetlinkLegacy]

    /// The levels that know names of C constants.
    static let withCNames: Dialects = [.genetlinkC, .genetlinkLegacy, .netlinkRaw]

    /// The levels that know structs.
    static let withStructures: Dialects = [.genetlinkLegacy, .netlinkRaw]

    /// The levels whose schema restricts the letters of names.
    static let withNamePattern: Dialects = [.genetlink, .genetlinkLegacy, .netlinkRaw]

    /// Whether a level is in the set; a spec of unknown level may use everything.
    func allows(_ dialect: Family.Dialect?) -> Bool {
        guard let dialect else { return true }
        return contains(Self(dialect))
    }

    /// The levels' names, as messages list them.
    var names: String {
        Family.Dialect.allCases.filter(allows).map(\.rawValue).joined(separator: " or ")
    }

    private init(_ dialect: Family.Dialect) {
        switch dialect {
        case .genetlink: self = .genetlink
        case .genetlinkC: self = .genetlinkC
        case .genetlinkLegacy: self = .genetlinkLegacy
        case .netlinkRaw: self = .netlinkRaw
        }
    }
}
