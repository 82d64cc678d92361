public import Foundation
public import HubModel
import Postgres

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
