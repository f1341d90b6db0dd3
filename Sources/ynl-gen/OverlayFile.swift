import FoundationEssentials

/// Where the overlay of a spec is.
enum OverlayFile {
    /// What an overlay's name ends with.
    static let suffix = ".overlay.yaml"

    /// The overlay beside a spec, `NAME.overlay.yaml` beside `NAME.yaml`, if there is one.
    static func beside(_ spec: String) -> String? {
        let path = SpecFile.stem(spec) + suffix
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
