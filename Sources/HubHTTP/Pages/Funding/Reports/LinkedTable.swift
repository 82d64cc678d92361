import Funding
import HubModel
import PageKit

/// A report's table, with where its cells lead.
struct LinkedTable: Sendable {
    struct Place: Hashable, Sendable {
        var row: Int
        var column: Int
    }

    var table: ReportTable
    /// Paths by row and column.
    var links: [Place: String] = [:]
    /// Rows that stand below another one.
    var details: Set<Int> = []
}

extension Formats {
    func value(_ value: ReportTable.Value) -> String {
        switch value {
        case .text(let text): text
        case .count(let count): self.count(count)
        case .money(let fen): money(fen: fen)
        case .percent(_, 0), .empty: "–"
        case .percent(let part, let whole): ReportTable.Value.percentText(part, of: whole)
        case .day(let day): day.description
        }
    }
}
