public import Netlink
public import OVSFlow
public import OVSPacket

extension UpcallSocket {
    /// Waits for the next upcall and shows it to a closure where it was received, without a copy of it.
    ///
    /// ```swift
    /// let event = try upcalls.withNext { upcall, socket in
    ///     guard let port = try upcall.key()?.inPort else { return }
    ///     try socket.execute(upcall) { actions in actions.output(3 - port) }
    /// }
    /// ```
    ///
    /// Together with `NetlinkSocket.execute(_:_:)` it takes a fraction of the time that ``next(timeLimit:)`` and
    /// ``execute(_:)`` take with the upcall as a value.
    ///
    /// - Parameters:
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    ///   - body: Reads the upcall, a `miss` or an `action`, and makes requests with the socket that it is given.
    /// - Returns: What the closure returns, or how many upcalls were lost; `nil` if nothing came in time.
    /// - Throws: What the closure throws, or `NetlinkError`; the next call goes on with the next upcall.
    @inlinable @inline(__always)
    public mutating func withNext<Value>(
        timeLimit: Duration? = nil,
        _ body: (borrowing OVSPacket.PacketView, inout NetlinkSocket) throws -> Value
    ) throws -> ReceivedEvent<Value>? {
        var event: ReceivedEvent<Result<Value, any Error>>?
        try receive(within: timeLimit) { upcalls, requests, timeLimit throws(NetlinkError) in
            event = try upcalls.receiveEvent(of: OVSPacket.self, within: timeLimit) { message throws(DecodeError) in
                let upcall = try OVSPacket.PacketView(message)
                do { return .success(try body(upcall, &requests)) } catch { return .failure(error) }
            }
            return event != nil
        }
        return switch event {
        case .message(let result): .message(try result.get())
        case .lost(let count): .lost(count)
        case nil: nil
        }
    }
}

extension NetlinkSocket {
    /// Runs actions on the packet of an upcall, without a copy of it, and waits until that is done.
    ///
    /// The request passes on what the kernel told with the packet, as `OVSPacket.Upcall.execute(_:)` does.
    ///
    /// - Parameters:
    ///   - upcall: The upcall.
    ///   - actions: Writes the actions.
    /// - Throws: ``ExecuteError``; of an upcall without packet or key that the attribute is missing.
    @inlinable @inline(__always)
    public mutating func execute(
        _ upcall: borrowing OVSPacket.PacketView,
        _ actions: (inout AttributeBuilder<OVSFlow.Action>) -> Void
    ) throws(ExecuteError) {
        let header = upcall.header
        guard let packet = upcall.packet else { throw .missingAttribute(AttributePath([.name("packet")])) }
        guard let key = upcall.keyBytes else { throw .missingAttribute(AttributePath([.name("key")])) }
        let (mru, hash) = (upcall.mru, upcall.hash)
        do throws(NetlinkError) {
            try perform(OVSPacket.Execute.self, header: header) { request in
                request.packet(packet)
                request.key(key)
                request.actions(actions)
                if let mru { request.mru(mru) }
                if let hash { request.hash(hash) }
            }
        } catch {
            throw ExecuteError(error, datapath: header.dpIfindex)
        }
    }
}
