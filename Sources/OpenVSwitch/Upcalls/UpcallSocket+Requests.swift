public import Netlink
public import OVSPacket

extension UpcallSocket {
    /// Runs actions on a packet, and waits until that is done.
    ///
    /// - Parameter request: The packet, its key and the actions.
    /// - Throws: ``ExecuteError``.
    public mutating func execute(_ request: OVSPacket.Execute) throws(ExecuteError) {
        try execute(datapath: request.header.dpIfindex) { request.encode(into: &$0) }
    }

    /// Runs actions on a packet that a closure writes, without a copy of its bytes, and waits until that is done.
    ///
    /// - Parameters:
    ///   - datapath: The datapath; `nil` is the socket's own.
    ///   - attributes: Writes packet, key and actions.
    /// - Throws: ``ExecuteError``.
    public mutating func execute(
        datapath: UInt32? = nil,
        _ attributes: (inout AttributeBuilder<OVSPacket.PacketAttributes>) -> Void
    ) throws(ExecuteError) {
        let datapath = datapath ?? self.datapath
        do throws(NetlinkError) {
            try requests.perform(
                OVSPacket.Execute.self,
                header: .init(dpIfindex: datapath),
                attributes
            )
        } catch {
            throw ExecuteError(error, datapath: datapath)
        }
    }

    /// Makes many requests with few system calls: executes packets, installs flows.
    ///
    /// The kernel answers only those that fail, and the last one of each send, see
    /// `BatchAcknowledgement.failures`. Requests are carried out in their order.
    ///
    /// - Parameter batch: The requests.
    /// - Returns: Those that failed, in their order.
    /// - Throws: `NetlinkError` if the number of a family cannot be found out; nothing has been sent then.
    public mutating func perform(_ batch: borrowing RequestBatch) throws(NetlinkError) -> [RequestFailure] {
        let results = try requests.perform(batch, acknowledging: .failures)
        return results.enumerated().compactMap { position, result in
            result.error.map { RequestFailure(position: position, error: $0) }
        }
    }
}

/// A request of a batch that failed.
public struct RequestFailure: Error, Hashable, Sendable {
    /// The place of the request in its batch, counted from 0.
    public let position: Int

    /// Why it failed.
    public let error: NetlinkError
}
