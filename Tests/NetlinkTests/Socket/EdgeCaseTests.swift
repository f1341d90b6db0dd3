import Testing

@testable import Netlink

/// What kernels answer that an author of a socket does not expect; the table is in Tests/KernelFamilies/README.md.
@Suite struct EdgeCaseTests {
    private let first = FakeKernel.first

    @Test func `55: a reply that the kernel leaves out is no reply rather than an error`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        #expect(try socket.performAll(Demo.Get()).isEmpty)
        try kernel.send(
            Demo.Object(index: 4).bytes(sequence: first + 1),
            errorMessage(0, sequence: first + 1),
            to: socket
        )
        #expect(try socket.performAll(Demo.Get()).map(\.index) == [4])
    }

    @Test func `62: parts of one object in a dump come one by one, in order`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(
            Demo.Object(index: 4, name: "a").bytes(flags: .multi, sequence: first),
            Demo.Object(index: 4, name: "b").bytes(flags: .multi, sequence: first),
            message(.done, flags: .multi, sequence: first),
            to: socket
        )
        #expect(try socket.dump(Demo.List()).map(\.name) == ["a", "b"])
    }
}
