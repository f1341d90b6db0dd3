import Netlink

/// Swift 5 mode, with views: IPv4 addresses.
@main
enum InSwift5 {
    static func main() throws {
        var socket = try NetlinkSocket(.route)
        for address in try socket.dump(RTAddr.GetAddr.Dump()) where address.header.ifaFamily == 2 {
            print("address", address.local?.description ?? "?")
        }
    }
}

/// The view is there, and reads.
func label(_ message: Message) throws -> String? { try RTAddr.AddrView(message).label }
