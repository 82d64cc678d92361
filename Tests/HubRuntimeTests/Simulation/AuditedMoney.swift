import Foundation

/// What the auditor knows of a budget line, in fen.
struct AuditedLine {
    var authorised: Int64 = 0
    /// What is reserved and not spent is in it.
    var available: Int64 = 0
    var reserved: Int64 = 0
    var accepted: Int64 = 0
    /// Payments whose voucher waits.
    var paying: Int64 = 0
    var paid: Int64 = 0
    /// Returns whose voucher waits.
    var returning: Int64 = 0
    var frozen: Int64 = 0

    /// What may be spent.
    var free: Int64 { available - reserved }
}

/// What the auditor knows of an order.
struct AuditedOrder {
    enum State: String {
        case unfunded, reserved, released, verified, claimed, paid, returned
    }

    var name: String
    var station: String
    var state: State
    var reason: String?
    var package: String
    var wanted: Int64
    var actual: Int64?
    var line: LineName?
    var payee: String?
    var occurred: Int
    var changed: Int
    /// The fact under which it was posted; nil when the hub tried again.
    var fact: UUID?
    /// The claim that has it.
    var claim: UUID?

    /// As `StoredFunding` reads it.
    var text: String {
        "\(state.rawValue) \(reason ?? "-") \(wanted) \(actual.map(String.init) ?? "-")"
    }
}

/// A pair of entries in fen.
struct AuditedEntry {
    var book: String
    var debit: String
    var credit: String
    var fen: Int64
}

/// What the auditor knows of a voucher.
struct AuditedVoucher {
    enum Matter {
        case service(order: String)
        case receipt(LineName)
        case payment(claim: UUID)
        case giveBack(claim: UUID, orders: [String])
        /// Takes a service back; what it did to the budget line too unless its payment came back before.
        case redService(order: String, withBudget: Bool)
        case redReceipt(LineName)
    }
    enum State: String { case waiting, approved, rejected }

    var key: String
    var matter: Matter
    /// Code of the event.
    var event: String
    var line: LineName
    /// Of its accounts.
    var station: String?
    var month: MonthNumber
    var total: Int64
    var entries: [AuditedEntry]
    var preparedBy: SimulatedDistrict.Person?
    var approvals: [SimulatedDistrict.Person] = []
    var state = State.waiting
    var number: Int?
    /// The voucher that this one takes back.
    var reverses: String?
    /// Vouchers that take this one back, in whole or in part, and were not rejected.
    var takenBackBy: Set<String> = []

    /// A second person approves what is more than 50,000 yuan.
    var approvalsNeeded: Int { total > 5_000_000 ? 2 : 1 }
    var isRed: Bool { reverses != nil }
}

/// What the auditor knows of a claim.
struct AuditedClaim {
    enum State: String { case submitted, withdrawn, rejected, approved, paying, paid }

    var id: UUID
    var station: String
    var line: LineName
    var payee: String
    var orders: [String: Int64]
    var state = State.submitted
    var payment: UUID?
    /// Orders that it still stands for.
    var live: Set<String>
    /// Orders whose return waits.
    var returning: Set<String> = []

    var total: Int64 { orders.values.reduce(0, +) }
}

/// Debits and credits in fen.
struct AuditedSums: Hashable {
    var debits: Int64 = 0
    var credits: Int64 = 0
}

/// Accounts of a book, whatever they are kept apart by besides.
struct BookPlace: Hashable {
    var book: String
    var account: String
    var money: String
    var station: String?
}
