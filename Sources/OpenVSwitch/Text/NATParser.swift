import Netlink

extension FlowActionParser {
    /// Passes what the ct action does to addresses and ports, behind its name.
    mutating func nat() throws(FlowTextError) -> [FlowAttribute] {
        guard scanner.take("(") else { return [] }
        var result: [FlowAttribute] = []
        while scanner.next != UInt8(ascii: ")") {
            let start = scanner.position
            let name = scanner.takeWord()
            let added: [FlowAttribute]
            if name == "src" || name == "dst" {
                added = [FlowAttribute(number: name == "src" ? 1 : 2, bytes: [])] + (try natRange())
            } else if let option = NATPrinter.options.first(where: { $0.name == name }) {
                added = [FlowAttribute(number: option.number, bytes: [])]
            } else if let attribute = try rawAttribute("attr", name) {
                added = [attribute]
            } else {
                throw scanner.error("one of src, dst, persistent, hash, random", at: start)
            }
            for attribute in added {
                guard result[number: attribute.number] == nil else {
                    throw scanner.error("no second \(name)", at: start)
                }
                result.append(attribute)
            }
            guard scanner.take(",") else { break }
        }
        guard scanner.take(")") else { throw scanner.error("a comma or \")\"") }
        return result
    }

    private mutating func natRange() throws(FlowTextError) -> [FlowAttribute] {
        guard scanner.take("=") else { return [] }
        let first = try natAddress()
        var result = [FlowAttribute(number: 3, bytes: first)]
        if scanner.take("-") {
            let start = scanner.position
            let last = try natAddress()
            guard last.count == first.count else {
                throw scanner.error("an address of the same version", at: start)
            }
            result.append(FlowAttribute(number: 4, bytes: last))
        }
        guard scanner.take(":") else { return result }
        result.append(FlowAttribute(number: 5, bytes: [UInt8](hostOrder: UInt16(try scanner.number(upTo: 65_535)))))
        if scanner.take("-") {
            let last = try scanner.number(upTo: 65_535)
            result.append(FlowAttribute(number: 6, bytes: [UInt8](hostOrder: UInt16(last))))
        }
        return result
    }

    private mutating func natAddress() throws(FlowTextError) -> [UInt8] {
        if scanner.take("[") {
            let address = try scanner.ipv6Address()
            try scanner.expect("]")
            return address.bytes
        }
        // Digits before a colon alone are no IPv4 address, so that an IPv6 address is never taken for one.
        var ahead = scanner
        if let address = try? ahead.ipv4Address() {
            scanner = ahead
            return address.bytes
        }
        let start = scanner.position
        do {
            return try scanner.ipv6Address().bytes
        } catch {
            throw scanner.error("an IP address", at: start)
        }
    }
}
