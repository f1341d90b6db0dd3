/// A netlink socket as the system knows it, closed with the value.
package struct SocketDescriptor: ~Copyable, Sendable {
    /// The number of the descriptor.
    package let number: Int32

    /// What is spoken on the socket, and who plays the kernel for it.
    private let play: (netlinkProtocol: NetlinkProtocol, player: any KernelPlayer)?

    /// Whether the socket hears of other namespaces, so that each datagram tells which one it is from.
    private(set) var listensToAllNamespaces = false

    /// Who sees what is sent and received.
    var observers: [any DatagramObserver] = []

    /// Opens a socket that child processes do not inherit.
    package init(_ netlinkProtocol: NetlinkProtocol) throws(NetlinkError) {
        try self.init(netlinkProtocol, in: .current)
    }

    /// Opens a socket that child processes do not inherit.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: The protocol.
    ///   - namespace: The network namespace.
    ///   - play: What is spoken on the socket, and who plays the kernel for it.
    /// - Throws: ``NetlinkError/systemCall(_:_:)`` or ``NetlinkError/namespaceUnavailable(_:_:)``.
    init(
        _ netlinkProtocol: NetlinkProtocol,
        in namespace: NetworkNamespace,
        play: (netlinkProtocol: NetlinkProtocol, player: any KernelPlayer)? = nil
    ) throws(NetlinkError) {
        self.play = play
        do throws(NetlinkError) {
            switch namespace {
            case .current:
                number = try SystemCall.openSocket(netlinkProtocol)
            case .descriptor(let descriptor):
                number = try SystemCall.openSocket(netlinkProtocol, inNamespace: descriptor)
            case .path(let path):
                let descriptor = try SystemCall.open(path)
                defer { SystemCall.close(descriptor) }
                number = try SystemCall.openSocket(netlinkProtocol, inNamespace: descriptor)
            }
        } catch .systemCall("open", let errno) where namespace != .current {
            throw .namespaceUnavailable(namespace, errno)
        } catch .systemCall("setns", let errno) {
            throw .namespaceUnavailable(namespace, errno)
        }
    }

    deinit {
        play?.player.socketWillClose(number)
        SystemCall.close(number)
    }

    /// Gives the socket a port that the kernel chooses.
    ///
    /// - Returns: The port.
    package func bind() throws(NetlinkError) -> UInt32 {
        try SystemCall.bind(number, to: NetlinkAddress(port: 0))
        let port = try SystemCall.address(of: number).port
        if let play { play.player.socketOpened(number, port: port, speaking: play.netlinkProtocol) }
        return port
    }

    /// Tells who plays the kernel that the socket is about to be read.
    func willReceive() { play?.player.socketWillReceive(number) }

    /// Sets an option.
    func set(_ option: SocketOption, to value: UInt32) throws(NetlinkError) {
        switch (option, play?.player) {
        case (.addMembership, let player?): return player.join(value, number)
        case (.dropMembership, let player?): return player.leave(value, number)
        default: break
        }
        try SystemCall.setOption(option, of: number, to: value)
    }

    /// Turns an option on, unless the kernel is too old to know it.
    func enable(_ option: SocketOption) throws(NetlinkError) {
        do throws(NetlinkError) {
            try set(option, to: 1)
        } catch .systemCall(_, .noProtocolOption) {
            return
        }
    }

    /// Asks for the messages of all namespaces that have a number in the socket's own.
    mutating func listenToAllNamespaces() throws(NetlinkError) {
        try set(.allNamespaces, to: 1)
        listensToAllNamespaces = true
    }

    /// Asks for a receive buffer of a size in bytes, past the system's limit if the process may.
    package func setReceiveBuffer(_ size: Int) throws(NetlinkError) {
        try setBuffer(size, .forcedReceiveBuffer, .receiveBuffer)
    }

    /// Makes room for datagrams of a size in bytes to be sent, past the system's limit if the process may.
    package func setSendBuffer(_ size: Int) throws(NetlinkError) {
        try setBuffer(size, .forcedSendBuffer, .sendBuffer)
    }

    private func setBuffer(_ size: Int, _ forced: SocketOption, _ limited: SocketOption) throws(NetlinkError) {
        let size = UInt32(clamping: min(size, Int(Int32.max)))
        do throws(NetlinkError) {
            try set(forced, to: size)
        } catch .systemCall(_, .notPermitted) {
            try set(limited, to: size)
        }
    }

    /// The size of the receive buffer in bytes, of which a good part is the kernel's own overhead.
    ///
    /// - Returns: The size, or `nil` if the system does not tell.
    func receiveBufferSize() -> Int? {
        let values = try? SystemCall.option(.receiveBuffer, of: number, count: 1)
        return values?.first.map { Int($0) }
    }

    /// Sends a datagram.
    ///
    /// - Parameters:
    ///   - bytes: The datagram.
    ///   - address: Where it goes to.
    ///   - waits: Whether to wait where another process' receive buffer is full.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``, with `EAGAIN` instead of waiting.
    @inline(__always)
    package func send(_ bytes: RawSpan, to address: NetlinkAddress, waits: Bool = true) throws(NetlinkError) {
        guard !observers.isEmpty else { return try SystemCall.send(bytes, from: number, to: address, waits: waits) }
        let time = SystemCall.time()
        try SystemCall.send(bytes, from: number, to: address, waits: waits)
        for observer in observers { observer.sent(bytes, at: time) }
    }

    /// How many messages the kernel has dropped since the receive buffer was full, a counter that wraps around.
    ///
    /// - Returns: The counter, or `nil` if the kernel does not tell (before Linux 4.12).
    func droppedMessages() -> UInt32? {
        // SK_MEMINFO_DROPS of linux/sock_diag.h.
        let index = 8
        let values = try? SystemCall.option(.memoryInformation, of: number, count: index + 1)
        return values.flatMap { $0.count > index ? $0[index] : nil }
    }

    /// Waits until there is something to receive, however long that takes.
    ///
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    package func waitForInput() throws(NetlinkError) {
        var limit = TimeLimit(nil)
        _ = try waitForInput(within: &limit)
    }

    /// Waits until there is something to receive, where a look for it found nothing.
    ///
    /// - Parameter limit: How long to wait; without any time left, nothing is looked at again.
    /// - Returns: Whether there is something in time.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    func waitForInput(within limit: inout TimeLimit) throws(NetlinkError) -> Bool {
        while true {
            let left = limit.milliseconds()
            if left == 0 { return false }
            if try SystemCall.waitForInput(number, milliseconds: left) { return true }
        }
    }
}
