public import DistrictConfig
import Foundation
import HubModel
import Ledger
public import Postgres

/// Reads how the budget of a year was carried out, from the accounts of the control ledger and their months.
public struct ReadBudgetExecution: Sendable {
    private let funding: FundingConfiguration

    public init(funding: FundingConfiguration) {
        self.funding = funding
    }

    /// - Parameters:
    ///   - keep: which lines count, such as those of one station.
    ///   - connection: in a transaction of whoever reads; a station's manager is given the station's lines.
    public func callAsFunction(
        year: Int, by grouping: BudgetExecution.Grouping, where keep: @Sendable (BudgetLine) -> Bool = { _ in true },
        on connection: isolated Connection
    ) async throws -> BudgetExecution {
        let standings = try await ReadBudget()(year: year, on: connection).filter { keep($0.line) }
        let months = try await months(of: standings.map(\.line), year: year, on: connection)
        var total = BudgetFigures()
        for standing in standings { total += BudgetFigures(standing) }
        return BudgetExecution(
            year: year, grouping: grouping, rows: rows(of: standings, by: grouping), total: total, months: months)
    }

    private func rows(of standings: [BudgetStanding], by grouping: BudgetExecution.Grouping) -> [BudgetExecution.Row] {
        var rows: [String: BudgetExecution.Row] = [:]
        for standing in standings {
            let code = code(of: standing.line, grouping)
            rows[code, default: .init(code: code, figures: BudgetFigures(), lines: [])].figures += BudgetFigures(
                standing)
            rows[code]?.lines.append(standing.line.id)
        }
        let order = order(of: grouping)
        return rows.values.sorted {
            (order[$0.code] ?? Int.max, $0.code) < (order[$1.code] ?? Int.max, $1.code)
        }
    }

    private func code(of line: BudgetLine, _ grouping: BudgetExecution.Grouping) -> String {
        switch grouping {
        case .programme: funding.line(line.fundingLine)?.programme.code ?? line.fundingLine
        case .fundingLine: line.fundingLine
        case .station: line.station?.rawValue ?? ""
        }
    }

    private func order(of grouping: BudgetExecution.Grouping) -> [String: Int] {
        let codes =
            switch grouping {
            case .programme: funding.lines.map(\.programme.code)
            case .fundingLine: funding.lines.map(\.code)
            case .station: [String]()
            }
        return Dictionary(zip(codes, 0...)) { first, _ in first }
    }

    private func months(
        of lines: [BudgetLine], year: Int, on connection: isolated Connection
    ) async throws -> [BudgetExecution.Month] {
        var accounts: [UUID: ControlAccount] = [:]
        for line in lines {
            for account in ControlAccount.allCases where account != .authorised {
                accounts[line.account(account).key.id.rawValue] = account
            }
        }
        var months = (1...12).compactMap { CivilDate(year: Int64(year), month: $0, day: 1) }.map {
            BudgetExecution.Month(month: $0)
        }
        let rows = try await connection.rows(
            ReportQueries.movements(of: Array(accounts.keys), year: Int64(year)),
            as: (UUID.self, CalendarDate.self, Int64.self, Int64.self))
        for (id, month, debits, credits) in rows {
            let place = CivilDate(driver: month).month - 1
            guard let account = accounts[id], months.indices.contains(place) else { continue }
            months[place].grantedFen += credits - debits
            switch account {
            case .accepted: months[place].acceptedFen += credits
            case .paid: months[place].paidFen += credits - debits
            case .advanced: months[place].advancedFen += credits - debits
            case .authorised, .available, .frozen, .carriedOver, .lapsed: break
            }
        }
        return months
    }
}
