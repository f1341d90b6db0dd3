import Netlink

/// Writes what the ct action does to addresses and ports.
enum NATPrinter {
    /// Names of the attributes that are flags.
    static var options: [(name: String, number: UInt16)] { [("persistent", 7), ("hash", 8), ("random", 9)] }

    /// The attributes of the nest as text.
    static func text(_ attributes: [FlowAttribute]) -> String {
        if attributes.isEmpty { return "nat" }
        var texts: [String] = []
        var rest = attributes
        if let range = range(attributes) {
            texts.append(range)
            rest.removeAll { (1...6).contains($0.number) }
        }
        for attribute in rest {
            if let option = options.first(where: { $0.number == attribute.number }), attribute.bytes.isEmpty {
                texts.append(option.name)
            } else {
                texts.append(FlowActionPrinter.rawText("attr", attribute))
            }
        }
        return "nat(" + texts.joined(separator: ",") + ")"
    }

    /// The direction with the addresses and ports, or `nil` if they are not as Open vSwitch has them.
    private static func range(_ attributes: [FlowAttribute]) -> String? {
        let (source, destination) = (attributes[number: 1], attributes[number: 2])
        guard (source == nil) != (destination == nil), (source ?? destination)?.bytes.isEmpty == true else {
            return nil
        }
        let name = source == nil ? "dst" : "src"
        guard let first = attributes[number: 3] else {
            return attributes.contains { (4...6).contains($0.number) } ? nil : name
        }
        let (last, ports) = (attributes[number: 4], [attributes[number: 5], attributes[number: 6]])
        guard last == nil || last?.bytes.count == first.bytes.count, ports[0] != nil || ports[1] == nil,
            ports.allSatisfy({ $0 == nil || $0?.bytes.count == 2 })
        else { return nil }
        var addresses: [String] = []
        for address in [first, last].compactMap({ $0?.bytes }) {
            if let address = IPv4Address(bytes: address) {
                addresses.append(address.description)
            } else if let address = IPv6Address(bytes: address) {
                addresses.append(ports[0] == nil ? address.description : "[\(address)]")
            } else {
                return nil
            }
        }
        let port = FlowField("", .decimal, at: 0, size: 2, isHostOrder: true)
        let numbers = ports.compactMap { $0 }.map { port.text(port.value(in: $0.bytes), mask: nil) }
        return name + "=" + addresses.joined(separator: "-") + (numbers.isEmpty ? "" : ":")
            + numbers.joined(separator: "-")
    }
}
