public import DistrictConfig
public import Foundation
public import HubModel
public import Ledger

/// A budget line 预算指标: money of one funding line, for one station or the district, for some months of a fiscal year.
public struct BudgetLine: Codable, Hashable, Sendable {
    /// The code of a line of `config/funding/lines.yaml`.
    public var fundingLine: String
    /// The first and the last month, by their first days, in one calendar year, which is the fiscal year.
    public var months: ClosedRange<CivilDate>
    /// Nil is the district's own, from which stations' are allocated.
    public var station: StationCode?

    /// Returns nil unless the months lie in one year and are not the wrong way round.
    public init?(fundingLine: String, from first: CivilDate, through last: CivilDate, station: StationCode? = nil) {
        guard first.year == last.year, first.firstOfMonth <= last.firstOfMonth else { return nil }
        self.fundingLine = fundingLine
        self.station = station
        months = first.firstOfMonth...last.firstOfMonth
    }

    /// The line of a whole fiscal year.
    public init?(fundingLine: String, year: Int, station: StationCode? = nil) {
        guard let first = CivilDate(year: Int64(year), month: 1, day: 1),
            let last = CivilDate(year: Int64(year), month: 12, day: 1)
        else { return nil }
        self.init(fundingLine: fundingLine, from: first, through: last, station: station)
    }

    public var fiscalYear: Int { Int(months.lowerBound.year) }

    /// How many months it pays for.
    public var length: Int { months.upperBound.month - months.lowerBound.month + 1 }

    public func covers(_ day: CivilDate) -> Bool { months.contains(day.firstOfMonth) }

    /// The same for the same line everywhere.
    public var id: UUID {
        DerivedID.id("budget-line/\(fundingLine)/\(station?.rawValue ?? "")/\(months.lowerBound)/\(months.upperBound)")
    }

    /// The line's account of the control ledger 预算指标账.
    ///
    /// Money moves from the account that is debited to the one that is credited; nothing but where it comes from may be
    /// overdrawn.
    public func account(_ account: ControlAccount) -> AccountDefinition {
        var dimensions = [
            "line": fundingLine, "from": "\(months.lowerBound)", "through": "\(months.upperBound)",
        ]
        dimensions["station"] = station?.rawValue
        return AccountDefinition(
            key: AccountKey(ledger: Self.ledger, code: account.rawValue, dimensions: dimensions), unit: "fen",
            normalSide: account == .authorised ? .debit : .credit, floor: account == .authorised ? nil : 0,
            station: station)
    }

    /// The name of the control ledger.
    public static let ledger = "control"
}

extension Collection<BudgetLine> {
    /// The line that pays for something on a day: of those that cover it the one for the fewest months, then the earliest.
    public func line(for fundingLine: String, at station: StationCode, on day: CivilDate) -> BudgetLine? {
        filter { $0.fundingLine == fundingLine && $0.station == station && $0.covers(day) }
            .min { ($0.length, $0.months.lowerBound) < ($1.length, $1.months.lowerBound) }
    }
}
