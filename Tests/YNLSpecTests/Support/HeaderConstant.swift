import YNLSpec

/// A number of a family, and the C expression that has the same value.
struct HeaderConstant {
    let expression: String
    let number: Int64
}

extension Family {
    /// All numbers of the family that C has names for.
    var headerConstants: [HeaderConstant] {
        name == "nftables" ? nftablesConstants : statedConstants
    }

    private var statedConstants: [HeaderConstant] {
        constants.flatMap(\.headerConstants) + enumerations.flatMap(\.headerConstants)
            + attributeSets.flatMap(\.headerConstants) + operations.flatMap(headerConstants)
    }

    /// The sizes of structs that C has too.
    var headerSizes: [HeaderConstant] {
        structures.map { structure in
            HeaderConstant(
                expression: "sizeof(struct \(cName(structure.name).lowercased()))",
                number: Int64(structure.size)
            )
        }
    }

    /// The spec of nftables states no prefixes; its header follows a simple rule, and numbers operations in one byte.
    private var nftablesConstants: [HeaderConstant] {
        let sets = attributeSets.filter { $0.parent == nil }
        let attributes = sets.flatMap { set in
            let words = set.name.split(separator: "-").filter { !["attrs", "expr", "nft"].contains($0) }
            let prefix = "nfta-\(words.joined(separator: "-"))-".replacing("setelem", with: "set-elem")
            return set.attributes.map { HeaderConstant(prefix + $0.name, $0.number) }
        }
        let requests = operations.compactMap { operation -> HeaderConstant? in
            guard case .call(let single?, _) = operation.kind else { return nil }
            let number = Int64(single.request.number)
            return HeaderConstant(expression: "0xa00 | \(cName("nft-msg-\(operation.name)"))", number: number)
        }
        return attributes + requests
    }

    private func headerConstants(_ operation: Operation) -> [HeaderConstant] {
        switch operation.kind {
        case .call(let single, let dump):
            guard let exchange = single ?? dump else { return [] }
            let request = HeaderConstant(operationPrefix + operation.name, exchange.request.number)
            guard operationModel == .directional, let reply = exchange.reply else { return [request] }
            return [request, HeaderConstant("\(operationPrefix)\(operation.name)-reply", reply.number)]
        case .event(let message), .notification(let message, _):
            return [HeaderConstant(asynchronousPrefix + operation.name, message.number)]
        case .reserved(let number):
            return [HeaderConstant(operationPrefix + operation.name, number)]
        }
    }
}

extension HeaderConstant {
    fileprivate init(_ name: String, _ number: some BinaryInteger) {
        self.init(expression: cName(name), number: Int64(number))
    }
}

extension Constant {
    fileprivate var headerConstants: [HeaderConstant] {
        if case .integer(let number) = value { [HeaderConstant(cPrefix + name, number)] } else { [] }
    }
}

extension Enumeration {
    fileprivate var headerConstants: [HeaderConstant] {
        entries.map { entry in
            let number = kind == .flags ? Int64(bitPattern: 1 << UInt64(entry.value)) : entry.value
            return HeaderConstant((cPrefix ?? "") + entry.name, number)
        }
    }
}

extension AttributeSet {
    fileprivate var headerConstants: [HeaderConstant] {
        parent == nil ? attributes.map { HeaderConstant($0.cPrefix + $0.name, $0.number) } : []
    }
}

/// A name as C constants have it.
private func cName(_ name: String) -> String {
    String(name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
}
