import Netlink

/// Checks requests as the kernel does, with its error numbers and texts (`__nla_validate_parse` and `validate_nla` in
/// `lib/nlattr.c`).
///
/// The sets of generated modules say what type an attribute has. They do not say what is in its policy besides: limits
/// of numbers and of lengths are not checked.
struct RequestValidator {
    let validation: Validation

    /// Deeper policies are refused (`MAX_POLICY_RECURSION_DEPTH`).
    private static var maximumDepth: Int { 10 }

    /// Checks the attributes of one level.
    ///
    /// - Parameters:
    ///   - payload: The bytes that hold them, in the message.
    ///   - start: The offset of the first one.
    ///   - set: What they may be.
    ///   - depth: The number of nests around them.
    /// - Throws: ``Refusal``.
    func check(
        _ payload: Payload,
        from start: Int,
        _ set: [AttributeDescriptor],
        depth: Int = 0
    ) throws(Refusal) {
        guard depth < Self.maximumDepth else {
            throw Refusal(.invalidArgument, "allowed policy recursion depth exceeded", atOffset: nil)
        }
        var attributes = Attributes(payload, from: start)
        while true {
            var found: Refusal?
            do {
                guard let attribute = try attributes.next() else { return }
                found = refusal(attribute, set, depth: depth)
            } catch {
                // nla_ok fails: what is left is not an attribute.
                guard validation == .strict else { return }
                found = Refusal(.invalidArgument, "bytes leftover after parsing attributes", atOffset: nil)
            }
            if let found { throw found }
        }
    }

    /// What is wrong with an attribute.
    private func refusal(_ attribute: Attribute, _ set: [AttributeDescriptor], depth: Int) -> Refusal? {
        let offset = attribute.offset
        guard attribute.number != 0, let known = set.last(where: { Int($0.number) == attribute.number }) else {
            guard validation == .strict else { return nil }
            return Refusal(.invalidArgument, "Unknown attribute type", atOffset: offset)
        }
        if let refusal = markRefusal(attribute, known.type) { return refusal }
        return refusal(attribute.payload, known.type, at: offset, depth: depth)
    }

    private func markRefusal(_ attribute: Attribute, _ type: AttributeDescriptor.PayloadType) -> Refusal? {
        guard validation == .strict else { return nil }
        switch type.policy {
        case .nest(let set) where !attribute.isNested && set?.isMarked != false:
            return Refusal(.invalidArgument, "NLA_F_NESTED is missing", atOffset: attribute.offset)
        case .number, .flag, .string, .fixed, .variable:
            guard attribute.isNested else { return nil }
            return Refusal(.invalidArgument, "NLA_F_NESTED not expected", atOffset: attribute.offset)
        default: return nil
        }
    }

    private func refusal(
        _ payload: Payload,
        _ type: AttributeDescriptor.PayloadType,
        at offset: Int,
        depth: Int
    ) -> Refusal? {
        let failed = Refusal(.outOfRange, "Attribute failed policy validation", atOffset: offset)
        switch type.policy {
        case .number(let size):
            if payload.count != size, validation == .strict {
                return Refusal(.invalidArgument, "invalid attribute length", atOffset: offset)
            }
            return payload.count < size ? failed : nil
        case .variable:
            guard payload.count != 4, payload.count != 8 else { return nil }
            return Refusal(.invalidArgument, "invalid attribute length", atOffset: offset)
        case .flag: return payload.count > 0 ? failed : nil
        case .fixed(let size): return payload.count != size ? failed : nil
        case .atLeast(let size): return payload.count < size ? failed : nil
        case .string: return payload.count < 1 ? failed : nil
        case .bytes: return nil
        case .nest(let set):
            guard payload.count > 0 else { return nil }
            guard payload.count >= 4 else { return failed }
            guard let set else { return nil }
            do throws(Refusal) {
                try check(payload, from: 0, set.attributes, depth: depth + 1)
            } catch {
                return error
            }
            return nil
        }
    }
}

extension AttributeDescriptor.PayloadType {
    /// What a kernel's policy says of an attribute (`struct nla_policy`).
    fileprivate enum Policy {
        case number(Int)
        case variable
        case flag
        case fixed(Int)
        case atLeast(Int)
        case string
        case bytes
        case nest((any AttributeSet.Type)?)
    }

    fileprivate var policy: Policy {
        switch self {
        case .flag: .flag
        case .string: .string
        case .bitfield32, .bitfield: .fixed(8)
        case .nest(let set), .sequence(let set): .nest(set)
        case .indexedArray, .nestTypeValue: .nest(nil)
        case .list(let element): element.policy
        case .structure(let structure): .atLeast(structure.size)
        // The kernel parses sub-messages where it knows their kind; not all of them are nests.
        case .bytes, .value, .integers, .subMessage: .bytes
        default:
            switch integerSize {
            case 0: .variable
            case let size?: .number(size)
            case nil: .bytes
            }
        }
    }
}
