import HubModel
import HubRuntime
import Indicators
import PageKit

/// Screenings by instrument and severity, and where they lead.
struct ScreeningSection: Sendable {
    struct Instrument: Sendable {
        let code: String
        let title: String
        let received: Figure
        let bands: [Band]
        let sameDay: Figure
        let differing: Figure
        let hasDiffering: Bool
    }

    struct Band: Sendable {
        let title: String
        /// The totals of the band; empty for incomplete screenings.
        let range: String
        let count: Figure
        let share: Figure
    }

    struct Line: Sendable {
        let title: String
        let count: Figure
    }

    /// Instruments that were used.
    let instruments: [Instrument]
    let tenOrMore: Line
    let itemNine: Line
    let triage: [Line]

    init(_ figures: ScreeningFigures, formats: Formats) {
        instruments = figures.instruments.filter { $0.received > 0 }.map { Self.instrument($0, formats) }
        tenOrMore = Line(
            title: FigureWords.tenOrMore(formats.language),
            count: Figure("screenings.phq9TenOrMore", formats.count(figures.phq9TenOrMore)))
        itemNine = Line(
            title: FigureWords.itemNine(formats.language),
            count: Figure("screenings.itemNinePositive", formats.number(figures.itemNinePositive)))
        triage = figures.triage.map {
            Line(
                title: CodeWords.word($0.level.rawValue, formats.language),
                count: Figure("triage.\($0.level.rawValue)", formats.count($0.count)))
        }
    }

    private static func instrument(_ figures: InstrumentFigures, _ formats: Formats) -> Instrument {
        let id = "screenings.\(figures.instrument)"
        func band(_ title: String, _ range: String, _ code: String, _ count: PublishedCount) -> Band {
            let share = count.exactValue.flatMap { value in
                figures.received > 0 ? Double(value) / Double(figures.received) * 100 : nil
            }
            return Band(
                title: title, range: range, count: Figure("\(id).\(code)", formats.count(count)),
                share: Figure("\(id).\(code).share", formats.percent(share)))
        }
        let bands = figures.bands.map {
            band($0.title[formats.language], "\($0.lower)–\($0.upper)", $0.severity, $0.count)
        }
        let incomplete = band(FigureWords.incomplete(formats.language), "", "incomplete", figures.incomplete)
        return Instrument(
            code: figures.instrument, title: figures.title[formats.language],
            received: Figure("\(id).received", formats.number(figures.received)), bands: bands + [incomplete],
            sameDay: Figure("\(id).sameDay", formats.number(figures.sameDay)),
            differing: Figure("\(id).differing", formats.count(figures.differing)),
            hasDiffering: figures.differing != .exact(0))
    }
}

/// Activities and who came.
struct ActivitySection: Sendable {
    struct Line: Sendable {
        let title: String
        let count: Figure
    }

    let held: [Line]
    let roles: [Line]
    let persons: Figure
    let isEmpty: Bool

    init(_ figures: ActivityFigures, totals: OverviewTotals, formats: Formats) {
        held = figures.held.map {
            Line(title: $0.title[formats.language], count: Figure("activities.\($0.kind)", formats.number($0.count)))
        }
        roles = figures.attendances.map {
            let title: FigureWords = $0.role == "volunteer" ? .volunteer : .participant
            return Line(
                title: title(formats.language), count: Figure("attendances.\($0.role)", formats.number($0.count)))
        }
        persons = Figure("activities.persons", formats.count(totals.personsAttended))
        isEmpty = figures.held.isEmpty
    }
}

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
                title: CodeWords.word($0.state, formats.language),
                count: Figure("orders.\($0.state)", formats.number($0.count)),
                amount: Figure("orders.\($0.state).amount", formats.money(fen: $0.amountFen)))
        }
        count = Figure("orders.sum", formats.number(totals.orders))
        amount = Figure("orders.sum.amount", formats.money(fen: totals.ordersFen))
    }
}

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
