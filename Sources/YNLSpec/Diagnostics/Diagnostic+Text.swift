extension Diagnostic: CustomStringConvertible {
    /// The diagnostic as compilers print it, without a newline at the end.
    ///
    /// The first line is `path:line:column: error: message`, the next two are the source line and a caret below it.
    /// Notes follow in the same form.
    public var description: String {
        let head = Self.text(severity, message, at: location, excerpt)
        return ([head] + notes.map { Self.text(.note, $0.message, at: $0.location, $0.excerpt) })
            .joined(separator: "\n")
    }

    private static func text(
        _ severity: Severity,
        _ message: String,
        at location: SourceLocation,
        _ excerpt: SourceExcerpt?
    ) -> String {
        let head = "\(location): \(severity.rawValue): \(message)"
        return excerpt.map { "\(head)\n\($0.text)" } ?? head
    }
}

extension Diagnostics: CustomStringConvertible {
    /// All diagnostics as compilers print them, each line ended by a newline.
    public var description: String { all.map { "\($0)\n" }.joined() }
}
