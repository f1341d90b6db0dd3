import KernelNFTables
import Netlink

extension NFTables.Expr {
    /// The expression as `nft --debug=netlink` prints it, with single blanks; `nil` if it is none of those known here.
    var netlinkText: String? {
        switch data {
        case .payload(let payload):
            let bases = ["link", "network", "transport"]
            guard let base = payload.base, let dreg = payload.dreg, bases.indices ~= Int(base) else { return nil }
            return
                "payload load \(payload.len ?? 0)b @ \(bases[Int(base)]) header + \(payload.offset ?? 0) => reg \(dreg)"
        case .lookup(let lookup):
            let target = lookup.dreg.map { " dreg \($0)" } ?? ""
            let flags = String(lookup.flags?.rawValue ?? 0, radix: 16)
            return "lookup reg \(lookup.sreg ?? 0) set \(lookup.set ?? "")\(target) 0x\(flags)"
        case .meta(let meta):
            guard let key = meta.key else { return nil }
            let name = key == .l4Proto ? "l4proto" : "\(key)"
            return meta.dreg.map { "meta load \(name) => reg \($0)" }
                ?? meta.sreg.map { "meta set \(name) with reg \($0)" }
        case .cmp(let cmp):
            guard let op = cmp.op, let sreg = cmp.sreg, let words = cmp.data?.words else { return nil }
            return "cmp \(op) reg \(sreg) \(words)"
        case .counter(let counter):
            return "counter pkts \(counter.packets ?? 0) bytes \(counter.bytes ?? 0)"
        case .immediate(let immediate):
            guard let dreg = immediate.dreg, let data = immediate.data else { return nil }
            return "immediate reg \(dreg) \(data.verdict?.text ?? data.words ?? "")"
        case .ct(let ct):
            guard let key = ct.key, let dreg = ct.dreg else { return nil }
            return "ct load \(key) => reg \(dreg)"
        case .bitwise(let bitwise):
            guard let mask = bitwise.mask?.words, let xor = bitwise.xor?.words else { return nil }
            return "bitwise reg \(bitwise.dreg ?? 0) = ( reg \(bitwise.sreg ?? 0) & \(mask) ) ^ \(xor)"
        case .objref(let objref):
            guard let type = objref.immType, let name = objref.immName else { return nil }
            return "objref type \(type) name \(name)"
        case .fib(let fib):
            guard let flags = fib.flags, let result = fib.result, let dreg = fib.dreg else { return nil }
            return "fib \(flags.setNames.joined(separator: " . ")) \(result) => reg \(dreg)"
        case .reject(let reject):
            return "reject type \(reject.type?.rawValue ?? 99) code \(reject.icmpCode ?? 0)"
        case .quota(let quota):
            return "quota bytes \(quota.bytes ?? 0) consumed \(quota.consumed ?? 0) flags \(quota.flags?.rawValue ?? 0)"
        default: return nil
        }
    }
}

extension NFTables.Data {
    /// The value in words of host byte order, as libnftnl prints registers.
    var words: String? {
        guard let value else { return nil }
        let padded = value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
        return stride(from: 0, to: padded.count, by: 4).map { start in
            let word = (0..<4).reduce(0) { $0 | Int(padded[start + $1]) << ($1 * 8) }
            let digits = String(word, radix: 16)
            return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
        }.joined(separator: " ")
    }
}

extension NFTables.Verdict {
    fileprivate var text: String? {
        code.map { code in chain.map { "\(code) -> \($0)" } ?? "\(code)" }
    }
}
