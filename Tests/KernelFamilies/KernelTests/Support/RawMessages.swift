import Glibc
import KernelNlctrl
import Netlink
import Testing

/// The messages that answer a request, as bytes: what a socket that only knows of system calls receives.
///
/// - Parameters:
///   - request: The request.
///   - flags: What to add to the flags; those of a dump make one.
/// - Throws: An issue if the kernel refuses the request.
/// - Returns: The replies up to the acknowledgement or the end of the dump.
func rawReplies<Request: NetlinkRequest>(to request: Request, flags: MessageFlags = []) throws -> [[UInt8]] {
    let mode: MessageFlags = Request.self is any DumpRequest.Type ? .dump : []
    let bytes = try rawRequest(request, flags: flags.union(mode).union([.request, .acknowledge]))
    let number = Request.Attributes.Family.netlinkProtocol.rawValue
    let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), number)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var on: Int32 = 1
    // NETLINK_GET_STRICT_CHK of SOL_NETLINK: filters of dumps count.
    unsafe setsockopt(descriptor, 270, 12, &on, socklen_t(MemoryLayout<Int32>.size))
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    try #require(unsafe send(descriptor, bytes, bytes.count, 0) == bytes.count)
    var replies: [[UInt8]] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        try #require(count > 0, "no answer to \(Request.operationName)")
        let datagram = Array(buffer[..<count])
        var messages = Messages(datagram.rawSpan)
        while let message = try messages.next() {
            switch message.type {
            case .error, .done:
                try #require(message.body.member(Int32.self, at: 0) == 0, "\(Request.operationName) failed")
                return replies
            default: replies.append([UInt8](message.payload.span))
            }
        }
    }
}

/// A request as it is sent.
func rawRequest<Request: NetlinkRequest>(_ request: Request, flags: MessageFlags = .request) throws -> [UInt8] {
    var type = MessageType(rawValue: Request.command)
    if Request.Attributes.Family.protocolHeaderSize != 0 {
        var socket = try NetlinkSocket()
        let family = try socket.perform(Nlctrl.GetFamily(familyName: Request.Attributes.Family.name))
        type = MessageType(rawValue: try #require(family.familyId))
    }
    var buffer = MessageBuffer()
    try buffer.append(request, type: type, flags: Request.flags.union(flags), sequence: 1)
    return [UInt8](buffer.bytes)
}
