public import Netlink

/// Why a request is refused: what an error message and its extended acknowledgement say.
public struct Refusal: Error, Hashable, Sendable {
    /// The error number.
    public var errno: Errno

    /// The kernel's English text (`NLMSGERR_ATTR_MSG`).
    public var text: String?

    /// The attribute that it is about, by the kernel's names from the top level inwards.
    public var attribute: [String] = []

    /// The number of an attribute that is missing (`NLMSGERR_ATTR_MISS_TYPE`).
    public var missingAttribute: UInt32?

    /// The distance from the start of the request to what it is about (`NLMSGERR_ATTR_OFFS`).
    var offset: Int?

    /// The distance from the start of the request to the nest that lacks the attribute (`NLMSGERR_ATTR_MISS_NEST`).
    var missingNest: Int?

    /// Creates a refusal.
    ///
    /// - Parameters:
    ///   - errno: The error number.
    ///   - text: The kernel's English text.
    ///   - attribute: The attribute that it is about, by the kernel's names from the top level inwards.
    ///   - missing: The number of an attribute that is missing.
    public init(_ errno: Errno, _ text: String? = nil, at attribute: [String] = [], missing: UInt32? = nil) {
        self.errno = errno
        self.text = text
        self.attribute = attribute
        missingAttribute = missing
    }

    /// Creates a refusal that is about a place in the request.
    init(_ errno: Errno, _ text: String?, atOffset offset: Int?) {
        self.init(errno, text)
        self.offset = offset
    }
}
