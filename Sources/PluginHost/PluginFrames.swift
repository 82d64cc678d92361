import PluginKit

/// What host and worker send each other: frames of a length, a request's number and a payload in the compact form.
///
/// The length is four bytes, the number eight, both with the highest byte first; the length counts number and payload.
public enum PluginFrames {
    /// No frame is longer; a batch that would be is refused before it is sent.
    public static let maximumBytes = 16 << 20

    static let lengthBytes = 4
    static let numberBytes = 8

    /// A frame with one value, ready to be written at once.
    public static func frame(_ number: UInt64, _ value: some Encodable) throws -> [UInt8] {
        let writer = CompactWriter(after: Array(repeating: 0, count: lengthBytes + numberBytes))
        try writer.write(value)
        var frame = writer.bytes
        store(number, in: &frame)
        return frame
    }

    /// A frame around a payload that ``encode(_:)`` made.
    static func frame(_ number: UInt64, payload: [UInt8]) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: lengthBytes + numberBytes)
        frame.reserveCapacity(frame.count + payload.count)
        frame += payload
        store(number, in: &frame)
        return frame
    }

    private static func store(_ number: UInt64, in frame: inout [UInt8]) {
        let length = UInt64(frame.count - lengthBytes)
        for index in 0..<lengthBytes {
            frame[index] = UInt8(truncatingIfNeeded: length >> UInt64(8 * (lengthBytes - 1 - index)))
        }
        for index in 0..<numberBytes {
            frame[lengthBytes + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (numberBytes - 1 - index)))
        }
    }

    /// A payload: `[PluginRequest]` towards the worker, `[PluginOutcome]` back.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let writer = CompactWriter(after: [])
        try writer.write(value)
        return writer.bytes
    }

    /// Reads a payload.
    ///
    /// - Throws: `DecodingError` for bytes that are no value of the type.
    public static func decode<Value: Decodable>(_ type: Value.Type, from payload: [UInt8]) throws -> Value {
        let reader = CompactReader(payload)
        return try CompactDecoder(reader: reader, value: reader.value(at: 0)).decode(type)
    }
}

extension ProfilePlugin {
    /// Answers each request in order; what the plugin refuses is in the result of its request.
    func outcomes(_ requests: [PluginRequest]) -> [PluginOutcome] {
        requests.map { request in
            PluginOutcome(Result { try answer(request) }.mapError(PluginFailure.init(wrapping:)))
        }
    }
}
