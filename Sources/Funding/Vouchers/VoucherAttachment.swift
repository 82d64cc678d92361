import Foundation

/// A paper 附件 behind a voucher: its file stays in the unit's archive, the hub keeps what proves that it is the same one.
public struct VoucherAttachment: Hashable, Sendable {
    /// SHA-256 of the file, 32 bytes.
    public let digest: [UInt8]
    /// The file's name or the paper's number, 1 to 200 characters.
    public let name: String
    /// 1 or more.
    public let sizeBytes: Int64

    /// - Parameters:
    ///   - name: 1 to 200 characters; white space around it and control characters are left out.
    ///   - digest: SHA-256 of the file as 64 hexadecimal digits.
    ///   - sizeBytes: 1 or more.
    /// - Throws: ``FundingError/paperNameMissing``, ``FundingError/digestUnreadable``, ``FundingError/emptyFile``.
    public init(name: String, digest: String, sizeBytes: Int64) throws(FundingError) {
        let printable = String(
            String.UnicodeScalarView(name.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        self.name = printable.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...200).contains(self.name.unicodeScalars.count) else { throw .paperNameMissing }
        guard let bytes = Self.bytes(digest) else { throw .digestUnreadable }
        self.digest = bytes
        guard sizeBytes > 0 else { throw .emptyFile }
        self.sizeBytes = sizeBytes
    }

    private static func bytes(_ digest: String) -> [UInt8]? {
        let digits = Array(digest.trimmingCharacters(in: .whitespacesAndNewlines).utf8)
        guard digits.count == 64 else { return nil }
        let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
