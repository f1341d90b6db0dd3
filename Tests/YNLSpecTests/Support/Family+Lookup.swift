import Testing
import YNLSpec

/// Loads a spec that has nothing wrong with it.
func load(
    _ spec: SpecText,
    overlay: String? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Family {
    let loaded = Loaded(spec, overlay: overlay)
    #expect(loaded.diagnostics.all.isEmpty, "\(loaded.diagnostics)", sourceLocation: sourceLocation)
    return try #require(loaded.family, sourceLocation: sourceLocation)
}

extension Family {
    func set(_ name: String) throws -> AttributeSet {
        try #require(attributeSets.first { $0.name == name })
    }

    func attribute(_ name: String, of set: String) throws -> Attribute {
        try #require(try self.set(set).attribute(named: name))
    }

    func enumeration(_ name: String) throws -> Enumeration {
        try #require(enumerations.first { $0.name == name })
    }

    func structure(_ name: String) throws -> Structure {
        try #require(structures.first { $0.name == name })
    }

    func operation(_ name: String) throws -> Operation {
        try #require(operations.first { $0.name == name })
    }

    func `do`(_ name: String) throws -> Exchange {
        guard case .call(let exchange?, _) = try operation(name).kind else { throw NotFound() }
        return exchange
    }

    func dump(_ name: String) throws -> Exchange {
        guard case .call(_, let exchange?) = try operation(name).kind else { throw NotFound() }
        return exchange
    }

    /// The message of an event or a notification.
    func message(_ name: String) throws -> Message {
        switch try operation(name).kind {
        case .event(let message), .notification(let message, _): message
        case .call, .reserved: throw NotFound()
        }
    }
}

/// An operation is not of the kind that a test expects.
struct NotFound: Error {}

extension Attribute {
    var integer: IntegerType? {
        if case .integer(let type) = type { type } else { nil }
    }

    var nestedSet: AttributeSet.ID? {
        if case .nest(let id) = type { id } else { nil }
    }
}

extension Message {
    var names: [String] { fields.map(\.name) }
}
