import HubRuntime
import PageKit

/// Orders by state.
struct OrderSection: Sendable {
    struct Line: Sendable {
        let title: String
        let count: Figure
        let amount: Figure
    }

    let lines: [Line]
    let count: Figure
    let amount: Figure

    init(_ orders: [OrderFigure], totals: OverviewTotals, formats: Formats) {
        lines = orders.map {
            Line(
                title: CodeWords.text(of: $0.state, formats.language),
                count: Figure("orders.\($0.state)", formats.number($0.count)),
                amount: Figure("orders.\($0.state).amount", formats.money(fen: $0.amountFen)))
        }
        count = Figure("orders.sum", formats.number(totals.orders))
        amount = Figure("orders.sum.amount", formats.money(fen: totals.ordersFen))
    }
}
