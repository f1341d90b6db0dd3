import Testing

@testable import Netlink

@Suite struct SequenceNumbersTests {
    @Test func zeroIsSkipped() {
        var numbers = SequenceNumbers(after: .max - 1)
        let given = (0..<3).map { _ in numbers.next() }
        #expect(given == [.max, 1, 2])
        #expect(given.allSatisfy(numbers.contains))
        #expect(!numbers.contains(0))
        #expect(!numbers.contains(.max - 1))
        #expect(!numbers.contains(3))
    }

    @Test func oldNumbersAreForgotten() {
        var numbers = SequenceNumbers(after: 0)
        for _ in 0..<65537 { _ = numbers.next() }
        #expect(!numbers.contains(1))
        #expect(numbers.contains(2))
        #expect(numbers.contains(65537))
    }

    @Test func nothingIsIssuedAtFirst() {
        let numbers = SequenceNumbers(after: 5)
        #expect(!numbers.contains(5))
        #expect(!numbers.contains(6))
    }
}
