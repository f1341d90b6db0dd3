import Testing

@testable import Netlink

@Suite struct ErrnoTests {
    @Test func namesAndTexts() {
        #expect(Errno.noEntry.description == "No such file or directory (ENOENT)")
        #expect(Errno.notSupported.name == "EOPNOTSUPP")
        #expect(Errno.wouldBlock.name == "EAGAIN")
        #expect(Errno(rawValue: 524).description == "Unknown error 524 (ENOTSUPP)")
    }

    @Test(arguments: [0, 4095, -1, .max, .min] as [Int32])
    func numbersWithoutName(_ number: Int32) {
        let errno = Errno(rawValue: number)
        #expect(errno.name == nil)
        #expect(!errno.text.isEmpty)
        #expect(errno.description.hasSuffix(" (errno \(number))"))
    }
}
