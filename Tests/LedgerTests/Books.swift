import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport

/// Accounts of a made-up ledger, and short ways to move things between them.
struct Books {
    static let day = CivilDate(year: 2026, month: 3, day: 5) ?? CivilDate(daysSinceEpoch: 20_517)
    static let now = Date(timeIntervalSince1970: 1_772_700_000)

    /// What was granted: may be used up, but not overdrawn.
    static let granted = account("granted", .credit, floor: 0)
    static let spent = account("spent", .debit)
    static let source = account("source", .debit)

    static func account(
        _ code: String, _ side: LedgerSide, floor: Int64? = nil, ceiling: Int64? = nil, ledger: String = "control",
        unit: String = "fen", station: StationCode? = nil
    ) -> AccountDefinition {
        AccountDefinition(
            key: AccountKey(ledger: ledger, code: code, dimensions: ["line": "elders"]), unit: unit, normalSide: side,
            floor: floor, ceiling: ceiling, station: station)
    }

    static func event(
        _ transfers: Transfer..., id: UUID = UUID(), day: CivilDate = day, station: StationCode? = nil
    ) -> LedgerEvent {
        LedgerEvent(id: id, day: day, station: station, transfers: transfers)
    }

    /// Grants an amount.
    static func grant(_ amount: Int64) -> Transfer {
        Transfer(debit: source.key.id, credit: granted.key.id, amount: amount)
    }

    /// Spends of what was granted.
    static func spend(_ amount: Int64, _ kind: Transfer.Kind = .posted) -> Transfer {
        Transfer(kind, debit: granted.key.id, credit: spentID, amount: amount)
    }

    static let spentID = spent.key.id
    static let all = [granted, spent, source]
}

extension TestDatabase {
    /// Records events in a transaction of their own.
    func record(
        _ events: [LedgerEvent], opening definitions: [AccountDefinition] = Books.all, at now: Date = Books.now
    ) async throws -> [EventResult] {
        try await hub.withTransaction(as: .district, retry: .whenTransient()) { connection in
            try await RecordEvents(at: now)(events, opening: definitions, on: connection)
        }
    }

    /// What a proof finds; nothing when all sums are right.
    func proof() async throws -> [LedgerFinding] {
        try await hub.withTransaction(as: .district, isolation: .repeatableRead, readOnly: true) { connection in
            try await ProveLedger()(on: connection)
        }
    }
}
