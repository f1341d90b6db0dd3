import Glibc
import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OpenVSwitch

/// Learns behind which port each station is, and lets the kernel forward what goes to stations that it knows.
struct LearningSwitch: ~Copyable {
    private var upcalls: UpcallSocket
    private var ports: Set<UInt32> = []
    private var stations: [LinkLayerAddress: UInt32] = [:]

    /// How many upcalls have come.
    private var count = 0

    /// Makes a datapath with some devices as its ports.
    init(_ name: String, devices: ArraySlice<String>, perVport: Bool) throws {
        var options = UpcallSocket.Options()
        if perVport { options.dispatch = .perVport }
        var upcalls = try UpcallSocket(datapath: Self.makeDatapath(name), options: options)
        print("datapath \(name), upcalls \(upcalls.mode)")
        for device in devices {
            let port = try upcalls.addPort(device)
            ports.insert(port)
            print("port \(port) is \(device)")
        }
        self.upcalls = upcalls
    }

    /// Makes a datapath of a name, in place of the one that is there.
    private static func makeDatapath(_ name: String) throws(NetlinkError) -> UInt32 {
        var socket = try NetlinkSocket()
        do throws(NetlinkError) {
            _ = try socket.perform(OVSDatapath.Del(header: .init(), name: name))
        } catch {
            guard error.errno == .noDevice else { throw error }
        }
        let request = OVSDatapath.New(header: .init(), name: name, upcallPid: 0)
        return try socket.perform(request).header.dpIfindex
    }

    /// Answers upcalls until there is an error.
    mutating func run() throws {
        var batch = RequestBatch()
        print("ready")
        fflush(nil)
        while var event = try upcalls.next() {
            // What has come meanwhile is answered with the same send.
            repeat {
                try handle(event, &batch)
                guard batch.count < 64, let next = try upcalls.next(timeLimit: .zero) else { break }
                event = next
            } while true
            for failure in try upcalls.perform(batch) { print("failed: \(failure.error)") }
            batch.removeAll()
            fflush(nil)
        }
    }

    private mutating func handle(_ event: OVSPacket.Event, _ batch: inout RequestBatch) throws(EncodeError) {
        switch event {
        case .miss(let upcall): try forward(upcall, &batch)
        case .lost(let count): print("lost \(count.map { "\($0)" } ?? "some") upcalls")
        case .action, .unknown: break
        }
    }

    /// Sends a packet on, and all that follow it if it is known where they go.
    private mutating func forward(_ upcall: OVSPacket.Upcall, _ batch: inout RequestBatch) throws(EncodeError) {
        guard let key = upcall.key, let port = key.inPort, let ethernet = key.ethernet else { return }
        count += 1
        // Somebody else may have added it, as `ovs-dpctl add-if` does.
        if ports.insert(port).inserted { print("port \(port) is new") }
        print("upcall \(count): port \(port), \(ethernet.ethSrc) to \(ethernet.ethDst)")
        let datapath = upcall.header.dpIfindex
        if learn(ethernet.ethSrc, port) {
            // Flows still lead to where the station was.
            try batch.append(OVSFlow.Del(header: .init(dpIfindex: datapath)))
        }
        var actions = ports.filter { $0 != port }.sorted().map { OVSFlow.Action.output($0) }
        if let target = stations[ethernet.ethDst] {
            actions = target == port ? [] : [.output(target)]
            try batch.append(
                OVSFlow.New(header: .init(dpIfindex: datapath), key: key, actions: actions, mask: Self.mask)
            )
        }
        if let request = upcall.execute(actions) { try batch.append(request) }
    }

    /// Notes where a station is.
    ///
    /// - Returns: Whether it was somewhere else before.
    private mutating func learn(_ station: LinkLayerAddress, _ port: UInt32) -> Bool {
        guard !station.isGroup, stations[station] != port else { return false }
        print("station \(station) is at port \(port)")
        return stations.updateValue(port, forKey: station) != nil
    }

    /// What packets of a flow have in common: port, source and destination.
    private static var mask: OVSFlow.Key {
        let ones = LinkLayerAddress(0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
        return OVSFlow.Key(inPort: .max, ethernet: .init(ethSrc: ones, ethDst: ones))
    }
}

extension LinkLayerAddress {
    /// Whether the address means many stations.
    fileprivate var isGroup: Bool { bytes.first.map { $0 & 1 == 1 } ?? true }
}
