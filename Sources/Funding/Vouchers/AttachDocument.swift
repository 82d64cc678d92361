public import Foundation
import HubModel
public import Postgres
import Protection

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

/// Records the papers behind a voucher by their digests, before and after it is approved.
public struct AttachDocument: Sendable {
    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// The same file again changes nothing.
    ///
    /// - Parameter connection: in a transaction of the finance officer.
    /// - Returns: whether it wasn't on record yet.
    /// - Throws: ``FundingError/voucherNotFound(_:)``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ attachment: VoucherAttachment, to voucher: UUID, by account: UUID, on connection: isolated Connection
    ) async throws -> Bool {
        guard try await !connection.rows(VoucherQueries.read([voucher])).isEmpty else {
            throw FundingError.voucherNotFound(voucher)
        }
        return try await connection.execute(VoucherQueries.attach(attachment, to: voucher, by: account, at: now)).rows
            == 1
    }
}

extension FundingDesk {
    /// Records a paper behind a voucher, with an entry in the audit trail unless it is on record already.
    ///
    /// - Throws: ``FundingError/voucherNotFound(_:)``; `PostgresError`, also when the person's role may not.
    public func attach(_ attachment: VoucherAttachment, to voucher: UUID, by author: FundingAuthor) async throws {
        try await change(by: author) { connection in
            let isNew = try await AttachDocument(at: author.now)(
                attachment, to: voucher, by: author.account, on: connection)
            if isNew { try await author.record(.documentAttached, .init(.voucher, id: voucher), on: connection) }
        }
    }
}
