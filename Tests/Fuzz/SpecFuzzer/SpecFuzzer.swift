import YNLSpec

/// The bytes that separate a spec from an overlay in the fuzzer's input.
private let separator = Array("\n%%%\n".utf8)

/// Loads the input as a spec or, if a separator is in it, as a spec and an overlay.
///
/// Whatever the input is, loading must end with a family or with errors that can be printed.
@c(LLVMFuzzerTestOneInput)
public func fuzzSpec(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    var diagnostics = Diagnostics()
    let (spec, overlay) = split(input)
    let family = Family.load(
        SourceFile(path: "spec.yaml", bytes: spec),
        overlay: overlay.map { SourceFile(path: "overlay.yaml", bytes: $0) },
        diagnostics: &diagnostics
    )
    precondition((family == nil) == diagnostics.hasErrors, "a family, or errors")
    precondition(diagnostics.description.isEmpty == diagnostics.all.isEmpty, "everything found can be printed")
    precondition(!diagnostics.json.isEmpty, "and written as JSON")
    family?.followReferences()
    return 0
}

private func split(_ input: [UInt8]) -> (spec: [UInt8], overlay: [UInt8]?) {
    guard let range = input.firstRange(of: separator) else { return (input, nil) }
    return (Array(input[..<range.lowerBound]), Array(input[range.upperBound...]))
}
