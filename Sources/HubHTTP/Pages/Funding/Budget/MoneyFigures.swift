import Funding
import PageKit

/// How budget lines stand together: every text is ready.
struct MoneyFigures: Sendable {
    let total: MoneyAmount
    let available: MoneyAmount
    let reserved: MoneyAmount
    let accepted: MoneyAmount
    let paid: MoneyAmount
    let rate: String
    /// What is frozen, advanced, carried over or lapsed, if anything is.
    let aside: String?
    let bar: MoneyBar
    /// A tenth or less may still be spent.
    let isLow: Bool

    init(_ standings: [BudgetStanding], _ formats: Formats) {
        let language = formats.language
        func sum(_ part: (BudgetStanding) -> Int64) -> Int64 { standings.reduce(0) { $0 + part($1) } }
        let (given, spent) = (sum(\.total), sum { $0.paid + $0.advanced })
        total = MoneyAmount(given, formats)
        available = MoneyAmount(sum(\.available), formats)
        reserved = MoneyAmount(sum(\.reserved), formats)
        accepted = MoneyAmount(sum(\.accepted), formats)
        paid = MoneyAmount(sum(\.paid), formats)
        rate = given > 0 ? "\(formats.decimal(Double(spent) / Double(given) * 100))%" : "–"
        let others: [(FundingWords, Int64)] = [
            (.frozen, sum(\.frozen)), (.advanced, sum(\.advanced)), (.carriedOver, sum(\.carriedOver)),
            (.lapsed, sum(\.lapsed)),
        ]
        let told = others.filter { $0.1 != 0 }.map { "\($0.0(language)) \(formats.money(fen: $0.1))" }
        aside = told.isEmpty ? nil : told.joined(separator: " · ")
        bar = MoneyBar(
            parts: [
                (.paid, spent), (.accepted, sum(\.accepted)), (.reserved, sum(\.reserved)),
                (.available, sum(\.available)),
            ], of: given, formats)
        isLow = Self.isLow(standings)
    }

    /// Whether a tenth or less of what was given may still be spent.
    static func isLow(_ standings: [BudgetStanding]) -> Bool {
        let (given, available) = standings.reduce((Int64(0), Int64(0))) { ($0.0 + $1.total, $0.1 + $1.available) }
        return given > 0 && available <= given / 10
    }
}
