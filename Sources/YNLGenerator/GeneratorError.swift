import YNLSpec

/// Something in a family that cannot become Swift.
struct GeneratorError: Error {
    /// What is wrong, and what would be right.
    let message: String

    /// Where it is.
    let location: SourceLocation

    init(_ message: String, at location: SourceLocation) {
        self.message = message
        self.location = location
    }
}
