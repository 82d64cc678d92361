public import Foundation
public import Postgres
import Protection

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
