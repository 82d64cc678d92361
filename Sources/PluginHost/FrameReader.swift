#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
#endif

/// Reads frames off a descriptor that it does not own, as many bytes at a time as there are.
struct FrameReader {
    struct Frame: Equatable {
        var number: UInt64
        var payload: [UInt8]
    }

    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    private var unread = 0..<0

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next frame; nil when the other side hung up after a whole one.
    mutating func next() throws(FrameDefect) -> Frame? {
        guard try fill(PluginFrames.lengthBytes) else {
            if unread.isEmpty { return nil }
            throw .cutShort
        }
        let length = Int(number(at: unread.lowerBound, bytes: PluginFrames.lengthBytes))
        guard (PluginFrames.numberBytes...PluginFrames.maximumBytes).contains(length) else {
            throw .impossibleLength(length)
        }
        guard try fill(PluginFrames.lengthBytes + length) else { throw .cutShort }
        let start = unread.lowerBound + PluginFrames.lengthBytes
        let end = start + length
        let payload = Array(buffer[start + PluginFrames.numberBytes..<end])
        unread = end..<unread.upperBound
        return Frame(number: number(at: start, bytes: PluginFrames.numberBytes), payload: payload)
    }

    private func number(at offset: Int, bytes: Int) -> UInt64 {
        buffer[offset..<offset + bytes].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads until so many bytes are there; false when the other side hung up before.
    private mutating func fill(_ count: Int) throws(FrameDefect) -> Bool {
        if unread.lowerBound + count > buffer.count {
            buffer.replaceSubrange(0..<unread.count, with: buffer[unread])
            unread = 0..<unread.count
            if buffer.count < count { buffer += repeatElement(0, count: count - buffer.count) }
        }
        while unread.count < count {
            let free = unread.upperBound
            let got = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + free }, bytes.count - free)
            }
            if got == 0 { return false }
            if got < 0 {
                if errno == EINTR { continue }
                // Who ends with unread requests resets the connection instead of closing it.
                throw unread.isEmpty ? .closed : .cutShort
            }
            unread = unread.lowerBound..<free + got
        }
        return true
    }

    /// Writes a frame to a socket, in one call unless it is longer than what the socket takes at once.
    static func write(_ frame: [UInt8], to socket: Int32) throws(FrameDefect) {
        var sent = 0
        while sent < frame.count {
            // A signal for a dead reader would end the whole program.
            let count = frame.withUnsafeBytes { bytes in
                send(
                    socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .closed
            }
            sent += count
        }
    }
}
