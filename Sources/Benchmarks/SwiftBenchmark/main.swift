// The generated code at the work of the C baseline, for callgrind and for a clock.
//
//   swift-benchmark decode|encode|turnaround PASSES
//
// The same messages, the same arguments and the same checksums as CBenchmark/main.c, which says what they are.

import CBaseline
import Glibc
import Netlink
import OVSFlow
import OVSPacket

let messageCount = 1000
let packetLength = 100
let family = MessageType(rawValue: 0x26)
let port: UInt32 = 2

@inline(__always)
func fold(_ sum: UInt64, _ value: UInt64) -> UInt64 { (sum << 7 | sum >> 57) ^ value }

func prepareMessages() -> [[UInt8]] {
    (0..<messageCount).map { seed in
        unsafe [UInt8](unsafeUninitializedCapacity: 512) { bytes, count in
            count = unsafe make_upcall(bytes.baseAddress, 512, packetLength, UInt64(seed))
        }
    }
}

/// One datagram with all the messages, each at a multiple of four, as they follow one another in a receive buffer.
func joined(_ messages: [[UInt8]]) -> [UInt8] {
    messages.flatMap { $0 + [UInt8](repeating: 0, count: (4 - $0.count % 4) % 4) }
}

func decode(_ datagram: RawSpan, _ sum: UInt64) throws -> UInt64 {
    var sum = sum
    var messages = Messages(datagram)
    while let message = try messages.next() {
        let upcall = try OVSPacket.PacketView(message)
        var own = UInt64(upcall.header.dpIfindex)
        own = fold(own, UInt64(upcall.packet?.byteCount ?? 0))
        own = fold(own, UInt64(upcall.keyBytes?.byteCount ?? 0))
        own = fold(own, UInt64(upcall.mru ?? 0))
        own = fold(own, UInt64(upcall.len ?? 0))
        own = fold(own, upcall.hash ?? 0)
        own = fold(own, UInt64(upcall.userdata?.byteCount ?? 0))
        sum = fold(sum, own)
    }
    return sum
}

/// What goes into an execute request; offsets lead into the prepared messages.
struct ExecuteInput {
    var packet: Range<Int>
    var key: Range<Int>
    var hash: UInt64?
    var mru: UInt16?
    var dpIfindex: UInt32
}

func prepareInputs(_ datagram: RawSpan) throws -> [ExecuteInput] {
    var inputs: [ExecuteInput] = []
    var messages = Messages(datagram)
    while let message = try messages.next() {
        let upcall = try OVSPacket.PacketView(message)
        guard let packet = upcall.packet, let key = upcall.keyBytes,
            let packetRange = datagram.byteOffsets(of: packet), let keyRange = datagram.byteOffsets(of: key)
        else { continue }
        inputs.append(
            ExecuteInput(
                packet: packetRange,
                key: keyRange,
                hash: upcall.hash,
                mru: upcall.mru,
                dpIfindex: upcall.header.dpIfindex
            )
        )
    }
    return inputs
}

@inline(__always)
func encode(_ input: ExecuteInput, _ index: Int, _ datagram: RawSpan, into out: inout MessageBuffer) throws {
    try out.append(
        OVSPacket.Execute.self,
        type: family,
        sequence: UInt32(truncatingIfNeeded: index),
        header: OVSPacket.OVSHeader(dpIfindex: input.dpIfindex)
    ) { message in
        message.packet(datagram.extracting(input.packet))
        message.key(datagram.extracting(input.key))
        message.actions { actions in actions.output(port) }
        if let mru = input.mru { message.mru(mru) }
        if let hash = input.hash { message.hash(hash) }
    }
}

func encode(_ inputs: [ExecuteInput], _ datagram: RawSpan, _ out: inout MessageBuffer, _ sum: UInt64) throws -> UInt64 {
    var sum = sum
    for index in inputs.indices {
        out.removeAll()
        try encode(inputs[index], index, datagram, into: &out)
        sum = fold(sum, UInt64(out.count))
    }
    return sum
}

@inline(__always)
func answer(_ message: Message, _ index: Int, into out: inout MessageBuffer) throws {
    let upcall = try OVSPacket.PacketView(message)
    guard let packet = upcall.packet, let key = upcall.keyBytes else { return }
    let mru = upcall.mru
    let hash = upcall.hash
    try out.append(
        OVSPacket.Execute.self,
        type: family,
        sequence: UInt32(truncatingIfNeeded: index),
        header: upcall.header
    ) { message in
        message.packet(packet)
        message.key(key)
        message.actions { actions in actions.output(port) }
        if let mru { message.mru(mru) }
        if let hash { message.hash(hash) }
    }
}

func turnaround(_ datagram: RawSpan, _ out: inout MessageBuffer, _ sum: UInt64) throws -> UInt64 {
    var sum = sum
    var index = 0
    var messages = Messages(datagram)
    while let message = try messages.next() {
        out.removeAll()
        try answer(message, index, into: &out)
        index &+= 1
        sum = fold(sum, UInt64(out.count))
    }
    return sum
}

func foldBytes(_ bytes: RawSpan, _ sum: UInt64) -> UInt64 {
    [UInt8](bytes).reduce(sum) { fold($0, UInt64($1)) }
}

func foldRequests(_ datagram: RawSpan, _ out: inout MessageBuffer, _ sum: UInt64) throws -> UInt64 {
    var sum = sum
    var index = 0
    var messages = Messages(datagram)
    while let message = try messages.next() {
        out.removeAll()
        try answer(message, index, into: &out)
        index &+= 1
        sum = foldBytes(out.bytes, sum)
    }
    return sum
}

func run(_ work: String, passes: Int) throws {
    let datagram = joined(prepareMessages())
    var out = MessageBuffer()
    var sum: UInt64 = 0
    switch work {
    case "decode":
        for _ in 0..<passes { sum = try decode(datagram.rawSpan, sum) }
    case "encode":
        let inputs = try prepareInputs(datagram.rawSpan)
        for _ in 0..<passes { sum = try encode(inputs, datagram.rawSpan, &out, sum) }
        for index in inputs.indices {
            out.removeAll()
            try encode(inputs[index], index, datagram.rawSpan, into: &out)
            sum = foldBytes(out.bytes, sum)
        }
    default:
        for _ in 0..<passes { sum = try turnaround(datagram.rawSpan, &out, sum) }
        sum = try foldRequests(datagram.rawSpan, &out, sum)
    }
    let digits = String(sum, radix: 16)
    print(String(repeating: "0", count: 16 - digits.count) + digits)
}

let arguments = CommandLine.arguments
guard arguments.count == 3, ["decode", "encode", "turnaround"].contains(arguments[1]),
    let passes = Int(arguments[2]), passes >= 0
else {
    print("usage: swift-benchmark decode|encode|turnaround PASSES")
    exit(2)
}
try run(arguments[1], passes: passes)
