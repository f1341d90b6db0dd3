import CLoop
import Glibc

/// Sends and receives frames at one end of a veth pair.
struct FrameSocket: ~Copyable {
    /// A call that failed.
    struct Failure: Error {
        let call: String
        let errno: Int32
    }

    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 2048)

    /// Opens a socket at a network device.
    init(_ device: String) throws(Failure) {
        descriptor = unsafe open_frame_socket(device)
        guard descriptor >= 0 else { throw Failure(call: "open \(device)", errno: -descriptor) }
    }

    deinit { close(descriptor) }

    /// Sends the frame of a number.
    func send(_ number: UInt32, length: UInt32) throws(Failure) {
        let status = send_frame(descriptor, number, length)
        guard status == 0 else { throw Failure(call: "send_frame", errno: -status) }
    }

    /// Receives the next frame and compares it with that of a number.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - length: How many bytes there are.
    /// - Returns: Whether every byte is right.
    /// - Throws: ``Failure`` with `EAGAIN` if there is none for five seconds.
    func receives(_ number: UInt32, length: UInt32) throws(Failure) -> Bool {
        let status = receive_frame(descriptor, number, length)
        guard status >= 0 else { throw Failure(call: "receive_frame", errno: -status) }
        return status == 1
    }

    /// Sends a frame.
    func send(_ frame: [UInt8]) throws(Failure) {
        let count = unsafe Glibc.send(descriptor, frame, frame.count, 0)
        guard count == frame.count else { throw Failure(call: "send", errno: errno) }
    }

    /// Receives the next frame and compares it.
    ///
    /// - Parameter frame: What it should be.
    /// - Returns: Whether every byte is right.
    /// - Throws: ``Failure`` with `EAGAIN` if there is none for five seconds.
    mutating func receives(_ frame: [UInt8]) throws(Failure) -> Bool {
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Failure(call: "recv", errno: errno) }
        return unsafe count == frame.count && memcmp(buffer, frame, count) == 0
    }
}

/// Frames with a number, whose other bytes differ by number and place.
enum NumberedFrame {
    /// A frame of 18 to 1,514 bytes.
    static func bytes(_ number: UInt32, length: Int) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: length)
        unsafe fill_frame(&frame, number, UInt32(length))
        return frame
    }

    /// The number in a frame, if it has one.
    static func number(_ frame: [UInt8]) -> UInt32? {
        guard frame.count >= 18 else { return nil }
        // The machine is little-endian.
        return frame[14..<18].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
