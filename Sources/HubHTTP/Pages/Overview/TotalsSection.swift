import HubRuntime
import PageKit

/// The totals as cards.
struct TotalsSection: Sendable {
    struct Card: Sendable {
        let title: String
        let value: Figure
        /// Nil when the title says it.
        let unit: String?
    }

    let cards: [Card]

    init(_ totals: OverviewTotals, formats: Formats) {
        func card(_ code: String, _ title: FigureWords, _ text: String, _ unit: FigureWords) -> Card {
            Card(
                title: title(formats.language), value: Figure("totals.\(code)", text),
                unit: unit(formats.language).isEmpty ? nil : unit(formats.language))
        }
        cards = [
            card("screenings", .screenings, formats.number(totals.screenings), .screeningsUnit),
            card("personsScreened", .personsScreened, formats.count(totals.personsScreened), .persons),
            card("activities", .activities, formats.number(totals.activities), .timesUnit),
            card("attendances", .attendances, formats.number(totals.attendances), .personTimes),
            card("orders", .orders, formats.number(totals.orders), .ordersUnit),
            card("personsServed", .personsServed, formats.count(totals.personsServed), .persons),
            card("residents", .residents, formats.count(totals.residentsRegistered), .persons),
            card("facts", .facts, formats.number(totals.facts), .factsUnit),
        ]
    }
}
