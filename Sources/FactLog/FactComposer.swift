import Foundation
public import HubModel

/// Writes facts in the form of the sync protocol.
public enum FactComposer {
    /// 16 bytes from the system's secure random generator.
    public static func randomSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The data bytes of a fact: compact JSON with sorted keys.
    public static func dataBytes(of data: some FactData) throws -> [UInt8] {
        try dataBytes(encoding: data)
    }

    /// The data bytes of data that belongs to several kinds, such as a step of an order.
    public static func dataBytes(encoding value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Joins header, salt and data to a line and links it to the fact before it.
    ///
    /// - Throws: ``FactCompositionError`` when the hub would have to refuse or quarantine the line.
    public static func compose(
        header: FactHeader, salt: [UInt8], data: [UInt8], previous: FactHash
    ) throws(FactCompositionError) -> ComposedFact {
        guard salt.count == 16 else { throw .invalidSalt }
        var tokens = JSONTokens()
        do {
            try data.withUnsafeBufferPointer { bytes throws(JSONProblem) in try tokens.read(bytes) }
        } catch {
            throw .invalidData(error)
        }
        guard String(validating: data, as: UTF8.self) != nil else { throw .invalidData(.invalidUTF8) }
        let headerBytes = headerBytes(of: header)
        let digest = salt.withUnsafeBytes { salt in
            data.withUnsafeBytes { FactChain.dataDigest(salt: salt, data: $0) }
        }
        let hash = headerBytes.withUnsafeBytes { FactChain.link(previous: previous, header: $0, dataDigest: digest) }
        var line = Array("{\"header\":".utf8)
        line += headerBytes
        line += Array(",\"salt\":\"\(Base64URL.text(of: salt))\",\"data\":".utf8)
        line += data
        line += Array(",\"hash\":\"\(hash)\"}".utf8)
        guard line.count <= SyncLimits.lineBytes else { throw .tooLong(bytes: line.count) }
        return ComposedFact(line: line, hash: hash)
    }

    /// The header's bytes: members in the protocol's order.
    static func headerBytes(of header: FactHeader) -> [UInt8] {
        let subject = header.subject.map { "\"\($0)\"" } ?? "null"
        let text = """
            {"station":"\(header.station)","origin":"\(header.origin.rawValue)","epoch":\(header.epoch),\
            "seq":\(header.seq),"id":"\(header.id)","kind":\(quoted(header.kind)),"version":\(header.version),\
            "occurredAt":"\(Timestamp.text(of: header.occurredAt))","recordedAt":"\(Timestamp.text(of: header.recordedAt))",\
            "actor":\(quoted(header.actor)),"subject":\(subject)}
            """
        return Array(text.utf8)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
