import DistrictConfig
import HubModel
import Indicators
import PluginKit
import Services

extension OverviewFigures {
    func screenings(_ sums: RollupTotals, _ instruments: [Instrument]) -> ScreeningFigures {
        let figures = instruments.map { instrument(sums, $0) }
        let critical = instruments.first { $0.code == "PHQ-9" }?.criticalItems.first { $0.item == 9 }?.reason
        let triage = SmallCells.publish(
            Triage.Level.allCases.map { sums[.screeningsByTriage, $0.rawValue] }, limit: limit)
        return ScreeningFigures(
            instruments: figures,
            phq9TenOrMore: tenOrMore(sums, figures.first { $0.instrument == "PHQ-9" }),
            itemNinePositive: SmallCells.publish(
                critical.map { sums[.screeningsCritical, "PHQ-9/\($0)"] } ?? 0, limit: limit),
            triage: zip(Triage.Level.allCases, triage).map { TriageFigure(level: $0, count: $1) })
    }

    private func instrument(_ sums: RollupTotals, _ instrument: Instrument) -> InstrumentFigures {
        let code = instrument.code
        let counts = instrument.bands.map { sums[.screeningsBySeverity, "\(code)/\($0.severity)"] }
        let cells = SmallCells.publish(counts + [sums[.screeningsIncomplete, code]], limit: limit)
        return InstrumentFigures(
            instrument: code, title: instrument.title, received: sums[.screeningsReceived, code],
            bands: zip(instrument.bands, cells).map { band, count in
                BandFigure(
                    severity: band.severity, title: band.title, lower: band.lower, upper: band.upper, count: count)
            },
            incomplete: cells.last ?? .exact(0),
            sameDay: SmallCells.publish(sums[.screeningsSameDay, code], limit: limit),
            differing: SmallCells.publish(sums[.screeningsDiffering, code], limit: limit))
    }

    /// The sum of the bands from 10 up, unless it would tell a band that is hidden.
    private func tenOrMore(_ sums: RollupTotals, _ figures: InstrumentFigures?) -> PublishedCount {
        let bands = figures?.bands.filter { $0.lower >= 10 } ?? []
        let count = bands.reduce(0) { $0 + sums[.screeningsBySeverity, "PHQ-9/\($1.severity)"] }
        let published = SmallCells.publish(count, limit: limit)
        let tellsHidden = bands.contains { $0.count.exactValue == nil }
        return tellsHidden && published.exactValue != nil ? .withheld : published
    }

    func activities(_ sums: RollupTotals) -> ActivityFigures {
        let titles = Dictionary(
            configuration.profiles.values.flatMap(\.activities).map { ($0.code, $0.title) },
            uniquingKeysWith: { first, _ in first })
        let held = sums.dimensions(of: .activitiesHeld)
            .map { kind, count in
                ActivityKindFigure(kind: kind, title: titles[kind] ?? LocalizedText(zh: kind, en: kind), count: count)
            }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
        return ActivityFigures(
            held: held,
            attendances: ActivityAttended.Role.allCases.map {
                RoleFigure(role: $0.rawValue, count: sums[.attendances, $0.rawValue])
            })
    }

    func orders(_ sums: RollupTotals) -> [OrderFigure] {
        OrderStepKind.allCases.map {
            OrderFigure(
                state: $0.rawValue, count: sums[.orderStates, $0.rawValue],
                amountFen: sums[.orderAmounts, $0.rawValue])
        }
    }
}
