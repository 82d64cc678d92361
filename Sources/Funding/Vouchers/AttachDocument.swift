import Crypto
public import Foundation
import HubModel
public import Postgres

/// A paper 附件 behind a voucher: its file stays in the unit's archive, the hub keeps what proves that it is the same one.
public struct VoucherAttachment: Hashable, Sendable {
    /// SHA-256 of the file, 32 bytes.
    public var digest: [UInt8]
    /// The file's name or the paper's number, 1 to 200 characters.
    public var name: String
    /// 1 or more.
    public var sizeBytes: Int64
    /// Nil before it is stored.
    public var addedBy: UUID?
    public var addedAt: Date?

    /// Of a file that somebody hands over; its bytes are not kept.
    public init(name: String, file: some Collection<UInt8>) {
        digest = Array(SHA256.hash(data: Array(file)))
        self.name = String(
            name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200).map(Character.init))
        sizeBytes = Int64(file.count)
    }

    init(digest: [UInt8], name: String, sizeBytes: Int64, addedBy: UUID?, addedAt: Date?) {
        self.digest = digest
        self.name = name
        self.sizeBytes = sizeBytes
        self.addedBy = addedBy
        self.addedAt = addedAt
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
    /// - Throws: ``FundingError/emptyFile``, ``FundingError/voucherNotFound(_:)``; `PostgresError`, also when the person's
    ///   role may not.
    public func callAsFunction(
        _ attachment: VoucherAttachment, to voucher: UUID, by account: UUID, on connection: isolated Connection
    ) async throws {
        guard attachment.sizeBytes > 0, !attachment.name.isEmpty else { throw FundingError.emptyFile }
        guard try await !connection.rows(VoucherQueries.read([voucher])).isEmpty else {
            throw FundingError.voucherNotFound(voucher)
        }
        try await connection.execute(VoucherQueries.attach(attachment, to: voucher, by: account, at: now))
    }

    /// - Returns: in the order in which they were recorded.
    public static func read(
        of voucher: UUID, on connection: isolated Connection
    ) async throws -> [VoucherAttachment] {
        try await connection.rows(
            VoucherQueries.attachments(of: voucher), as: ([UInt8].self, String.self, Int64.self, UUID.self, Date.self)
        ).map { VoucherAttachment(digest: $0, name: $1, sizeBytes: $2, addedBy: $3, addedAt: $4) }
    }
}
