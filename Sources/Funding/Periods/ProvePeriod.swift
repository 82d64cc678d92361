import DistrictConfig
import Foundation
import HubModel
import Ledger
import Postgres

/// Reads what the close of a month proves. Reads everything; the caller keeps bookings of the month out.
struct ProvePeriod {
    let context: FundingContext

    func callAsFunction(_ month: CivilDate, on connection: isolated Connection) async throws -> PeriodProof {
        var trials: [PeriodProof.Trial] = []
        for book in FundingBook.allCases {
            let lines = try await ReadTrialBalance()(of: book.rawValue, month: month, on: connection)
            trials.append(
                PeriodProof.Trial(
                    book: book.rawValue, debits: lines.reduce(0) { $0 + $1.openingDebits + $1.debits },
                    credits: lines.reduce(0) { $0 + $1.openingCredits + $1.credits }))
        }
        let agreements = try await agreements(month, on: connection)
        let reserved = try await connection.first(
            PeriodQueries.openReservations, as: (Int64.self, Int64.self))
        return PeriodProof(
            month: month, trials: trials, agreements: agreements, openReservations: Int(reserved?.0 ?? 0),
            openReservationsFen: reserved?.1 ?? 0,
            findings: PeriodProofRules.findings(
                trials: trials, agreements: agreements, accounts: try await wrongAccounts(on: connection)))
    }

    /// Accounts that don't stand as their transfers say, and accounts of the books that don't stand as the vouchers say.
    private func wrongAccounts(on connection: isolated Connection) async throws -> [(book: String, code: String)] {
        let findings = try await ProveLedger()(on: connection)
        let named = try await connection.rows(
            PeriodQueries.names(of: findings.map(\.account.rawValue)), as: (String.self, String.self))
        let unvouched = try await connection.rows(PeriodQueries.unvouchedAccounts, as: (String.self, String.self))
        return (named + unvouched).map { (book: $0, code: $1) }
    }

    private func agreements(
        _ month: CivilDate, on connection: isolated Connection
    ) async throws -> [PeriodProof.Agreement] {
        guard let next = month.firstOfMonth.adding(months: 1) else { return [] }
        let checks = context.funding.lines.compactMap { LineAgreement($0, in: context.funding) }
        let control = try Sums(try await connection.rows(PeriodQueries.control(before: next)))
        let books = try Sums(
            try await connection.rows(
                PeriodQueries.books(
                    throughMonth: month, events: Array(Set(checks.flatMap(\.events))).sorted(),
                    accounts: Array(Set(checks.flatMap { $0.payable + $0.outlay })).sorted())))
        let returned = try Sums(try await connection.rows(PeriodQueries.returned(before: next)))
        return checks.flatMap { check in
            var agreements: [PeriodProof.Agreement] = []
            if !check.payable.isEmpty {
                // What came back is owed again, with no budget set aside for it yet.
                agreements.append(
                    PeriodProof.Agreement(
                        fundingLine: check.line, figure: .accepted,
                        control: control[check.line, [ControlAccount.accepted.rawValue]] + returned[check.line, [""]],
                        books: -books[check.line, check.payable]))
            }
            if !check.outlay.isEmpty {
                agreements.append(
                    PeriodProof.Agreement(
                        fundingLine: check.line, figure: .paid,
                        control: control[
                            check.line, [ControlAccount.paid.rawValue, ControlAccount.advanced.rawValue]],
                        books: books[check.line, check.outlay]))
            }
            return agreements
        }
    }

    /// Sums by funding line and account.
    private struct Sums {
        private var sums: [String: [String: Int64]] = [:]

        init(_ rows: [Row]) throws {
            for row in rows {
                let (line, account, sum) = try row.decode(String.self, String.self, Int64.self)
                sums[line, default: [:]][account, default: 0] += sum
            }
        }

        subscript(line: String, accounts: [String]) -> Int64 {
            accounts.reduce(0) { $0 + (sums[line]?[$1] ?? 0) }
        }
    }
}

/// Which accounts of the books say the same as the budget lines of a funding line, by the rules that move both.
private struct LineAgreement {
    var line: String
    /// Credited when a service is verified and debited when it is paid; none of a line whose services make no entry.
    var payable: [String]
    /// Debited in the budgetary book by payments.
    var outlay: [String]
    /// The events that move them together with the budget line.
    var events: [String]

    init?(_ line: FundingLine, in funding: FundingConfiguration) {
        let verifying = funding.rule(
            for: line.source == .company ? .companyServiceVerified : .serviceVerified, fund: line.fund)
        let paying = funding.paymentMethods(of: line).compactMap { funding.rule(for: $0, fund: line.fund) }
        let others = [FundingEventCode.paymentReturned, .advancePaid].compactMap {
            funding.rule(for: $0, fund: line.fund)
        }
        func accounts(_ rules: [PostingRule], _ book: FundingBook, _ side: EntrySide) -> Set<String> {
            Set(rules.flatMap { $0.lines(in: book) }.filter { $0.side == side }.map(\.account))
        }
        self.line = line.code
        payable = accounts([verifying].compactMap(\.self), .financial, .credit)
            .intersection(accounts(paying, .financial, .debit)).sorted()
        outlay = accounts(paying, .budgetary, .debit).sorted()
        events = ([verifying].compactMap(\.self) + paying + others).map(\.event)
        if payable.isEmpty, outlay.isEmpty { return nil }
    }
}
