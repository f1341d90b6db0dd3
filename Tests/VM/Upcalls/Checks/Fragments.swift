import Glibc
import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OpenVSwitch

/// Forwards packets between the ports 1 and 2 of a datapath, and has the kernel put fragments together on the way.
///
/// Connection tracking does that, and `recirc` looks for a flow again: the whole packet comes up.
///
/// - Parameters:
///   - name: The datapath.
///   - keepsMRU: Whether to pass on how large the fragments were, so that the packet can be fragmented again.
/// - Throws: Why there are no upcalls.
func forwardFragments(_ name: String, keepsMRU: Bool) throws {
    var socket = try NetlinkSocket()
    let datapath = try socket.perform(OVSDatapath.Get(header: .init(), name: name)).header.dpIfindex
    var upcalls = try UpcallSocket(datapath: datapath)
    while let event = try upcalls.next() {
        guard case .miss(let upcall) = event, let key = upcall.key, let port = key.inPort else { continue }
        let isFragment = (key.ipv4?.ipv4Frag ?? .none) != .none
        guard var request = upcall.execute(isFragment ? [.ct(.init()), .recirc(1)] : [.output(3 - port)]) else {
            continue
        }
        if let mru = upcall.mru {
            print("assembled \(upcall.originalLength) bytes, largest fragment \(mru)")
            if !keepsMRU { request.mru = nil }
        }
        do throws(ExecuteError) { try upcalls.execute(request) } catch { print(error) }
        fflush(nil)
    }
}
