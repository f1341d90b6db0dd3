extension NetlinkSocket {
    /// Waits until this socket or another one has something to receive, events that it keeps already not included.
    ///
    /// - Parameters:
    ///   - other: The other socket.
    ///   - deadline: The end of the wait.
    /// - Returns: Which of them has something, or an error to tell; neither when the time is over.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    package func waitForInput(
        or other: borrowing NetlinkSocket,
        before deadline: Deadline
    ) throws(NetlinkError) -> (own: Bool, other: Bool) {
        while true {
            let left = deadline.milliseconds()
            let ready = try SystemCall.waitForInput(
                descriptor.number,
                or: other.descriptor.number,
                milliseconds: left
            )
            if ready.first || ready.second || left == 0 { return (ready.first, ready.second) }
        }
    }
}
