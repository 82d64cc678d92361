import Foundation
import Postgres
import TestSupport

/// The tables of funding as they are, read by statements of the test's own, and what is wrong with them by themselves.
struct StoredFunding {
    /// Figures by what they are of; those that are nothing are left out.
    private(set) var figures: [String: String] = [:]
    private(set) var mistakes: [String] = []
    /// Orders, vouchers and claims by their names, when all of them were asked for.
    private(set) var rows: [String: String] = [:]

    private struct Account {
        var ledger: String
        var code: String
        var money: String
        /// Of the control ledger, what the line pays for.
        var months: String
        var station: String
        var isDebit: Bool
        var hasFloor: Bool
        var standing: [Int64]
        var movedByMonth: [String: AuditedSums] = [:]
        var pending = AuditedSums()
    }

    private var accounts: [UUID: Account] = [:]

    /// - Parameter isWhole: whether to read each order, voucher and claim, too.
    static func read(_ database: TestDatabase, isWhole: Bool) async throws -> StoredFunding {
        try await database.asAdministrator { connection in
            var stored = StoredFunding()
            try await stored.readAccounts(connection)
            try await stored.readTransfers(connection)
            try await stored.checkMonths(connection)
            stored.addUp()
            for (query, what) in figureQueries {
                for (name, figure) in try await connection.rows(query, as: (String.self, String.self)) {
                    stored.figures["\(what) \(name)"] = figure
                }
            }
            for (query, rule) in ruleQueries {
                let found = try await connection.rows(query, as: String.self)
                stored.mistakes += found.prefix(5).map { "\(rule): \($0)" }
            }
            if isWhole {
                for query in rowQueries {
                    for (name, row) in try await connection.rows(query, as: (String.self, String.self)) {
                        stored.rows[name] = row
                    }
                }
            }
            return stored
        }
    }

    private mutating func readAccounts(_ connection: isolated Connection) async throws {
        let rows = try await connection.rows(
            """
            SELECT account_id, ledger, code, dimensions ->> 'line', coalesce(
                    left(dimensions ->> 'from', 7) || '..' || left(dimensions ->> 'through', 7), ''),
                coalesce(station_id, '-'), normal_side::text, floor IS NOT NULL, ARRAY[
                    debits_posted, credits_posted, debits_pending, credits_pending]::bigint[]
            FROM ledger_account
            """,
            as: (
                UUID.self, String.self, String.self, String.self, String.self, String.self, String.self, Bool.self,
                [Int64].self
            ))
        for (id, ledger, code, money, months, station, side, hasFloor, standing) in rows {
            accounts[id] = Account(
                ledger: ledger, code: code, money: money, months: months, station: station, isDebit: side == "debit",
                hasFloor: hasFloor, standing: standing)
        }
    }

    /// Every transfer once: what each side of each account moved by month, and what is still pending.
    private mutating func readTransfers(_ connection: isolated Connection) async throws {
        let rows = try await connection.rows(
            """
            WITH moved AS (
                SELECT t.debit_account, t.credit_account, to_char(t.day, 'YYYY-MM') AS month,
                    CASE WHEN t.kind IN ('posted', 'post') THEN t.amount WHEN t.kind = 'reversal' THEN -t.amount ELSE 0 END
                        AS posted,
                    CASE WHEN t.kind = 'pending' AND s.target_event IS NULL THEN t.amount ELSE 0 END AS pending
                FROM ledger_transfer t LEFT JOIN ledger_transfer s
                    ON s.target_event = t.event_id AND s.target_number = t.number AND s.kind IN ('post', 'void', 'expire')
                    AND t.kind = 'pending'
            )
            SELECT account, month, sum(debits)::bigint, sum(credits)::bigint, sum(d)::bigint, sum(c)::bigint FROM (
                SELECT debit_account AS account, month, posted AS debits, 0 AS credits, pending AS d, 0 AS c FROM moved
                UNION ALL SELECT credit_account, month, 0, posted, 0, pending FROM moved) side
            GROUP BY 1, 2
            """, as: (UUID.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self))
        for (id, month, debits, credits, debitsPending, creditsPending) in rows {
            guard accounts[id] != nil else {
                mistakes.append("transfers of an account that isn't there")
                continue
            }
            if debits != 0 || credits != 0 {
                accounts[id]?.movedByMonth[month] = AuditedSums(debits: debits, credits: credits)
            }
            accounts[id]?.pending.debits += debitsPending
            accounts[id]?.pending.credits += creditsPending
        }
    }

    /// What accounts stood at when their months began.
    private mutating func checkMonths(_ connection: isolated Connection) async throws {
        var standing: [String: AuditedSums] = [:]
        let rows = try await connection.rows(
            "SELECT account_id::text || ' ' || to_char(month, 'YYYY-MM'), opening_debits, opening_credits FROM ledger_month",
            as: (String.self, Int64.self, Int64.self))
        for (name, debits, credits) in rows { standing[name] = AuditedSums(debits: debits, credits: credits) }
        for (id, account) in accounts {
            var sum = AuditedSums()
            for (month, moved) in account.movedByMonth.sorted(by: { $0.key < $1.key }) {
                let name = "\(id.uuidString.lowercased()) \(month)"
                if standing[name] != sum { mistakes.append("\(account.code) of \(month) began at another sum") }
                sum.debits += moved.debits
                sum.credits += moved.credits
            }
            let proven = [sum.debits, sum.credits, account.pending.debits, account.pending.credits]
            if account.standing != proven {
                mistakes.append("\(account.ledger) \(account.code) stands at \(account.standing), not \(proven)")
            }
            let lowest =
                account.isDebit
                ? sum.debits - sum.credits - account.pending.credits : sum.credits - sum.debits - account.pending.debits
            if account.hasFloor != (account.ledger == "control" && account.code != "authorised") {
                mistakes.append("\(account.ledger) \(account.code) has another floor")
            }
            let isOwed = account.ledger == "financial" && account.code == "2302"
            if account.hasFloor || isOwed, lowest < 0 {
                mistakes.append("\(account.ledger) \(account.code) \(account.months) is overdrawn by \(-lowest)")
            }
        }
    }

    private mutating func addUp() {
        var sums: [String: Int64] = [:]
        for account in accounts.values {
            let all = account.movedByMonth.values.reduce(Int64(0)) { $0 + $1.debits - $1.credits }
            if account.ledger == "control" {
                let line = "line \(account.money) \(account.station) \(account.months)"
                sums["\(line) \(account.code)", default: 0] += account.isDebit ? all : -all
                // What goes to what is accepted, to what is paid, and back.
                let pending = ["available": "reserved", "accepted": "paying", "paid": "returning"][account.code]
                if let pending { sums["\(line) \(pending)", default: 0] += account.pending.debits }
                continue
            }
            let place = "\(account.ledger) \(account.code) \(account.money) \(account.station)"
            for (month, moved) in account.movedByMonth {
                sums["book \(place) \(month) debits", default: 0] += moved.debits
                sums["book \(place) \(month) credits", default: 0] += moved.credits
            }
            sums["aside \(place) debits", default: 0] += account.pending.debits
            sums["aside \(place) credits", default: 0] += account.pending.credits
            sums["total \(account.ledger)", default: 0] += all
            sums["owed \(account.ledger) \(account.code) \(account.money)", default: 0] += all
            sums["owed aside \(account.code) \(account.money)", default: 0] += account.pending.credits
        }
        for book in ["financial", "budgetary"] where sums.removeValue(forKey: "total \(book)") ?? 0 != 0 {
            mistakes.append("the \(book) book doesn't balance")
        }
        checkAgreement(&sums)
        for (name, sum) in sums where sum != 0 { figures[name] = "\(sum)" }
    }

    /// Money of each kind: what budget lines have accepted and paid, beside what the books owe and laid out.
    private mutating func checkAgreement(_ sums: inout [String: Int64]) {
        for (name, sum) in sums where name.hasPrefix("line ") {
            let parts = name.split(separator: " ").map(String.init)
            if parts[4] == "accepted" { accepted[parts[1], default: 0] += sum }
            if parts[4] == "paid" { paid[parts[1], default: 0] += sum }
        }
        for money in Set(accepted.keys).union(paid.keys) {
            laidOut[money] = sums["owed budgetary 7101 \(money)"] ?? 0
            // What waits for its voucher is accepted already.
            owes[money] = (sums["owed aside 2302 \(money)"] ?? 0) - (sums["owed financial 2302 \(money)"] ?? 0)
        }
        sums = sums.filter { !$0.key.hasPrefix("owed ") }
    }

    /// By funding line: what budget lines have accepted and paid, what the books owe with what waits for its voucher, and
    /// what they laid out.
    private(set) var accepted: [String: Int64] = [:]
    private(set) var paid: [String: Int64] = [:]
    private(set) var owes: [String: Int64] = [:]
    private(set) var laidOut: [String: Int64] = [:]
}
