import Netlink
import RTLink

let usage = """
    usage: container-network demo NAMESPACE, or container-network [--namespace NAME] VERB, with one of the verbs
      links | addresses | routes | neighbours | statistics NAME
      add-bridge NAME | add-pair NAME NAME | add-vlan NAME ID LINK | delete-link NAME
      rename NAME NAME | move NAME NAMESPACE | up NAME | down NAME | mtu NAME BYTES | attach NAME BRIDGE | detach NAME
      add-address ADDRESS/LENGTH LINK | delete-address ADDRESS/LENGTH LINK | default-gateway GATEWAY
      add-route NETWORK/LENGTH GATEWAY|LINK | delete-route NETWORK/LENGTH GATEWAY|LINK
    """

extension ContainerNetwork {
    /// Does what a command line says, if it is understood.
    mutating func perform(_ verb: String, _ names: [String]) throws(NetlinkError) -> Bool {
        let (first, last) = (names.first ?? "", names.last ?? "")
        switch (verb, names.count) {
        case ("links", 0): show(try links())
        case ("addresses", 0): show(try addresses())
        case ("routes", 0): show(try routes())
        case ("neighbours", 0): show(try neighbours())
        case ("statistics", 1): show([try statistics(of: first)])
        case ("add-bridge", 1): try addBridge(first)
        case ("add-pair", 2): try addPair(first, last)
        case ("add-vlan", 3):
            if let id = UInt16(names[1]) { try addVLAN(first, id: id, on: last) } else { return false }
        case ("delete-link", 1): try deleteLink(first)
        case ("rename", 2): try rename(first, to: last)
        case ("move", 2): try move(first, toNamespace: last)
        case ("up", 1): try set(first, up: true)
        case ("down", 1): try set(first, up: false)
        case ("mtu", 2): if let bytes = UInt32(last) { try set(first, mtu: bytes) } else { return false }
        case ("attach", 2): try attach(first, toBridge: last)
        case ("detach", 1): try attach(first, toBridge: nil)
        case (_, 1...2): return try perform(verb, first, last)
        default: return false
        }
        return true
    }

    private mutating func perform(_ verb: String, _ address: String, _ target: String) throws(NetlinkError) -> Bool {
        switch (verb, IPAddress(address), Prefix(address)) {
        case ("default-gateway", let gateway?, _): try setDefaultGateway(gateway)
        case ("add-address", _, let address?): try add(address, to: target)
        case ("delete-address", _, let address?): try delete(address, from: target)
        case ("add-route", _, let network?): try addRoute(to: network, NextHop(target))
        case ("delete-route", _, let network?): try deleteRoute(to: network, NextHop(target))
        default: return false
        }
        return true
    }

    private func show(_ messages: [some NetlinkMessage]) {
        print("[\(messages.map(\.json).joined(separator: ",\n"))]")
    }
}
