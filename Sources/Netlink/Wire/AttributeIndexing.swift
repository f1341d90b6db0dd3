/// Finds the attributes of one level and stores where their payloads are.
///
/// This is the one loop for all sets, out of line and not generic: inlined into every view it would be slower as well
/// as larger. Every instruction in it counts three or four times a message, hence its shape: the position is counted in
/// words of four bytes, which is what a slot holds; `room` is what is left less a header, so that one unsigned
/// comparison checks both bounds of a length; and whatever is out of the ordinary, errors included, goes on in
/// ``indexCarefully(_:room:word:kinds:known:slots:)``, so that this function calls nothing and saves no registers.
///
/// - Parameters:
///   - base: The bytes that hold the attributes.
///   - count: The number of those bytes.
///   - start: The offset of the first attribute, a multiple of four.
///   - kinds: The characters of an ``AttributeLayout``.
///   - known: The number of those characters.
///   - slots: `known + 1` zeros. Each becomes the offset of an attribute's payload in words; the last one stands for all
///     unknown attributes.
/// - Returns: 0, or a reason and a place as ``DecodeError`` packs them.
@unsafe @usableFromInline @inline(never)
func indexAttributes(
    _ base: UnsafeRawPointer,
    count: Int,
    from start: Int,
    kinds: UnsafePointer<UInt8>,
    known: Int,
    slots: UnsafeMutablePointer<UInt16>
) -> UInt64 {
    var room = count &- start &- 4
    var word = start >> 2 &+ 1
    guard UInt(bitPattern: room &+ 4) <= maximumIndexedLength else {
        return DecodeError.pack(.truncated, attribute: 0, offset: min(start, count))
    }
    while room >= 0 {
        let header = unsafe base + (word &* 4 &- 4)
        let length = Int(unsafe header.loadUnaligned(as: UInt16.self))
        let number = Int(unsafe header.loadUnaligned(fromByteOffset: 2, as: UInt16.self) & AttributeFlag.numberMask)
        guard UInt(bitPattern: length &- 4) <= UInt(bitPattern: room), number < known,
            // Letters take any length, digits their own.
            case let kind = unsafe kinds[number], kind >= UInt8(ascii: "a") || Int(kind) &- digitOffset == length
        else {
            return unsafe indexCarefully(base, room: room, word: word, kinds: kinds, known: known, slots: slots)
        }
        unsafe slots[number] = UInt16(truncatingIfNeeded: word)
        let words = (length &+ 3) >> 2
        word = word &+ words
        room = room &- words &* 4
    }
    // Up to three bytes may be missing, the last attribute's padding, but none may be left over.
    return room <= -4 ? 0 : DecodeError.pack(.truncated, attribute: 0, offset: word &* 4 &- 4)
}

/// Goes on indexing where an attribute is unknown, filler, part of a list, of variable length, or malformed.
@unsafe @inline(never)
private func indexCarefully(
    _ base: UnsafeRawPointer,
    room: Int,
    word: Int,
    kinds: UnsafePointer<UInt8>,
    known: Int,
    slots: UnsafeMutablePointer<UInt16>
) -> UInt64 {
    var room = room
    var word = word
    while room >= 0 {
        let offset = word &* 4 &- 4
        let length = Int(unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        let type = unsafe base.loadUnaligned(fromByteOffset: offset &+ 2, as: UInt16.self)
        let number = Int(type & AttributeFlag.numberMask)
        guard length >= 4, length &- 4 <= room else {
            return DecodeError.pack(.truncated, attribute: number, offset: offset)
        }
        let slot = UInt16(truncatingIfNeeded: word)
        switch number < known ? unsafe kinds[number] : UInt8(ascii: "-") {
        case UInt8(ascii: "-"):
            unsafe slots[known] = slot
        case UInt8(ascii: "_"):
            break
        case UInt8(ascii: "*"):
            // The first one of a list; the others follow it.
            if unsafe slots[number] == 0 { unsafe slots[number] = slot }
        case UInt8(ascii: "V") where length == 8 || length == 12:
            unsafe slots[number] = slot
        case let kind where kind >= UInt8(ascii: "a") || Int(kind) &- digitOffset == length:
            unsafe slots[number] = slot
        default:
            return DecodeError.pack(.wrongLength, attribute: number, offset: offset)
        }
        let words = (length &+ 3) >> 2
        word = word &+ words
        room = room &- words &* 4
    }
    return room <= -4 ? 0 : DecodeError.pack(.truncated, attribute: 0, offset: word &* 4 &- 4)
}

/// The most bytes of attributes that can be indexed.
///
/// They begin at multiples of four, so 16 bits reach four times as
/// far, less some headers in front. The kernel sends at most 64 KiB in a message.
private var maximumIndexedLength: UInt { 4 * 65535 - 1024 }

/// What a layout's digit is greater than an attribute's length, header included.
private var digitOffset: Int { Int(UInt8(ascii: "0")) - 4 }
