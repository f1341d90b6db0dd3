import Testing

@testable import Netlink

@Suite struct IndirectTests {
    private struct Node: Sendable {
        var value: Int
        @Indirect var next: Node?
    }

    @Test func `A struct may hold itself`() {
        var list = Node(value: 0, next: nil)
        for value in 1...1000 { list = Node(value: value, next: list) }
        var sum = 0
        var node: Node? = list
        while let current = node {
            sum += current.value
            node = current.next
        }
        #expect(sum == 500_500)
    }

    @Test func `Copies are apart`() {
        let first = Node(value: 1, next: Node(value: 2, next: nil))
        var second = first
        second.next?.value = 3
        second.next?.next = Node(value: 4, next: nil)
        #expect(first.next?.value == 2)
        #expect(first.next?.next == nil)
        #expect(second.next?.value == 3)
        #expect(second.next?.next?.value == 4)
    }
}
