/// Which forms of an attribute set are generated.
public enum Faces: String, Sendable, CaseIterable {
    /// Structs that own what they hold.
    case structs

    /// Structs, views of the receive buffer and builders in the send buffer; views need
    /// `.enableExperimentalFeature("Lifetimes")` in the module that has them.
    case all
}

extension Faces: SchemaWord {
    static let noun = "choice of faces"
}
