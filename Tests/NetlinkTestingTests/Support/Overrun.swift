/// The message by which a kernel says that it has lost some (`NLMSG_OVERRUN`): a header alone, of type 4.
var overrun: [UInt8] {
    let length: UInt32 = 16
    let type: UInt16 = 4
    return unsafe withUnsafeBytes(of: length) { unsafe Array($0) } + withUnsafeBytes(of: type) { unsafe Array($0) }
        + [UInt8](repeating: 0, count: 10)
}
