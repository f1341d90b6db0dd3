import KernelRTAddr
import KernelRTLink
import Netlink
import Testing

extension NetlinkSocket {
    /// A link by its name.
    mutating func link(_ name: String) throws -> RTLink.GetLink.Reply {
        try perform(RTLink.GetLink(header: .init(), ifname: name))
    }

    /// A link's number.
    mutating func index(_ name: String) throws -> UInt32 { UInt32(try link(name).header.ifiIndex) }

    /// All links, by number.
    mutating func links() throws -> [UInt32: RTLink.GetLink.Reply] {
        let links = try dump(RTLink.GetLink.Dump())
        return Dictionary(uniqueKeysWithValues: links.map { (UInt32($0.header.ifiIndex), $0) })
    }

    /// The names of all links, by number.
    mutating func linkNames() throws -> [UInt32: String] { try links().compactMapValues(\.ifname) }

    /// Makes a pair of virtual Ethernet links.
    mutating func addPair(_ name: String, _ peer: String) throws {
        let data = RTLink.LinkinfoVeth(peer: .veth(.init(), .init(ifname: peer)))
        try perform(
            RTLink.NewLink(header: .init(), ifname: name, linkinfo: .init(kind: "veth", data: .veth(data))),
            flags: [.create, .exclusive]
        )
    }

    /// Takes a link into or out of use.
    mutating func set(_ name: String, up: Bool) throws {
        let header = RTLink.Ifinfomsg(
            ifiIndex: Int32(try index(name)),
            ifiFlags: up ? .up : [],
            ifiChange: RTLink.IfinfoFlags.up.rawValue
        )
        try perform(RTLink.SetLink(header: header))
    }

    /// Gives a link an address.
    mutating func addAddress(_ address: String, _ length: UInt8, to link: String) throws {
        let address = try #require(IPAddress(address))
        let isSix = if case .v6 = address { true } else { false }
        let header = RTAddr.Ifaddrmsg(
            ifaFamily: isSix ? RouteText.inet6 : RouteText.inet,
            ifaPrefixlen: length,
            ifaFlags: isSix ? .nodad : [],
            ifaIndex: try index(link)
        )
        try perform(RTAddr.NewAddr(header: header, address: address, local: address), flags: [.create, .exclusive])
    }

    /// The first event that something wants, which must come.
    mutating func event<Family: EventFamily, Value>(
        of family: Family.Type,
        _ pick: (Family.Event) throws -> Value?
    ) throws -> Value {
        while true {
            // Long enough for any machine; nothing waits for it to pass unless the event is missing.
            if let value = try pick(try nextEvent(of: Family.self, timeLimit: .seconds(20))) { return value }
        }
    }

    /// What the kernel says about a request that it must refuse.
    mutating func refusal<Request: DoRequest>(
        of request: Request,
        flags: MessageFlags = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> KernelError where Request.Reply == NoReply {
        do throws(NetlinkError) {
            try perform(request, flags: flags)
        } catch {
            guard case .kernel(let refusal) = error else { throw error }
            return refusal
        }
        throw Unrefused()
    }
}

/// The kernel carried out what it should have refused.
struct Unrefused: Error {}

extension AttributePath {
    /// The path as it is printed.
    var text: String { "\(self)" }
}

/// All messages of rtnetlink with their headers, which typed events do not tell.
enum RouteMessages: RawNetlinkFamily, EventFamily {
    static let name = "rtnetlink"
    static var netlinkProtocol: NetlinkProtocol { .route }

    enum Event: NetlinkEvent {
        case message(MessageHeader, [UInt8])
        case lost(Int?)

        init(_ message: Message) throws(DecodeError) {
            self = .message(message.header, [UInt8](message.payload.span))
        }
    }
}
