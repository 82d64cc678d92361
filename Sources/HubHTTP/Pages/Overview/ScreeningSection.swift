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
                title: CodeWords.text(of: $0.level.rawValue, formats.language),
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
