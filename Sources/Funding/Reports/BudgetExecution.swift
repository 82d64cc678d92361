public import DistrictConfig
public import Foundation
public import HubModel
import Ledger
public import Postgres

/// Amounts of budget lines in fen, reserved, accepted and paid apart.
public struct BudgetFigures: Hashable, Sendable {
    /// May be spent.
    public var available: Int64 = 0
    /// 已占用
    public var reserved: Int64 = 0
    /// 已验收待支付
    public var accepted: Int64 = 0
    /// 已支付
    public var paid: Int64 = 0
    /// 已预拨
    public var advanced: Int64 = 0
    public var frozen: Int64 = 0
    /// 结转下年
    public var carriedOver: Int64 = 0
    /// 收回
    public var lapsed: Int64 = 0

    public init() {}

    init(_ standing: BudgetStanding) {
        available = standing.available
        reserved = standing.reserved
        accepted = standing.accepted
        paid = standing.paid
        advanced = standing.advanced
        frozen = standing.frozen
        carriedOver = standing.carriedOver
        lapsed = standing.lapsed
    }

    /// All that was given: 批复或下达.
    public var granted: Int64 {
        available + reserved + accepted + paid + advanced + frozen + carriedOver + lapsed
    }

    /// 预算执行率: paid and advanced, of all that was given; nil when nothing was.
    public var executionRate: Double? { granted > 0 ? Double(paid + advanced) / Double(granted) : nil }

    public static func += (left: inout Self, right: Self) {
        left.available += right.available
        left.reserved += right.reserved
        left.accepted += right.accepted
        left.paid += right.paid
        left.advanced += right.advanced
        left.frozen += right.frozen
        left.carriedOver += right.carriedOver
        left.lapsed += right.lapsed
    }
}

/// How the budget of a year was carried out 预算执行情况 [FUN-5].
public struct BudgetExecution: Equatable, Sendable {
    /// What the rows are kept apart by.
    public enum Grouping: String, CaseIterable, Sendable {
        /// 项目
        case programme
        /// 资金
        case fundingLine = "line"
        case station
    }

    public struct Row: Equatable, Sendable {
        /// A code of the grouping; empty for the district's own lines where it is the station.
        public var code: String
        public var figures: BudgetFigures
        /// The budget lines that it adds up.
        public var lines: [UUID]
    }

    /// What a month of the year changed.
    public struct Month: Equatable, Sendable {
        /// Its first day.
        public var month: CivilDate
        /// Given, less what was taken back.
        public var grantedFen: Int64 = 0
        /// Verified services.
        public var acceptedFen: Int64 = 0
        /// Paid, less what came back.
        public var paidFen: Int64 = 0
        public var advancedFen: Int64 = 0
    }

    public var year: Int
    public var grouping: Grouping
    /// Those of lines first that stand first in the configuration, stations by their codes.
    public var rows: [Row]
    public var total: BudgetFigures
    /// January to December.
    public var months: [Month]
}

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
