public import DistrictConfig
public import Foundation
import Postgres

/// A voucher with all that stands on it.
public struct VoucherRecord: Sendable {
    /// Money that moved between two accounts of a book; in red letters 红字 when it is negative.
    public struct Entry: Hashable, Sendable {
        public struct Account: Hashable, Sendable {
            public var code: String
            /// Dimensions 辅助核算 by their names.
            public var dimensions: [String: String]
        }

        public var book: FundingBook
        public var debit: Account
        public var credit: Account
        public var fen: Int64
    }

    public struct Decision: Hashable, Sendable {
        public var by: UUID
        public var approves: Bool
        public var reason: String?
        public var at: Date
    }

    /// A paper 附件 behind the voucher, which stays in the archive of the unit.
    public struct Attachment: Hashable, Sendable {
        public var name: String
        /// SHA-256 in hexadecimal.
        public var digest: String
        public var bytes: Int64
        public var addedBy: UUID
        public var addedAt: Date
    }

    public var summary: VoucherSummary
    public var event: FundingEventRecord
    public var entries: [Entry] = []
    public var decisions: [Decision] = []
    public var attachments: [Attachment] = []
    /// The vouchers that take this one back.
    public var reversals: [FundingEventRecord.Voucher] = []
    /// The voucher that this one takes back.
    public var reverses: FundingEventRecord.Voucher?
    /// What happened to the money of its order, the earliest first.
    public var orderEvents: [FundingEventRecord] = []
}
