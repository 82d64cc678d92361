import DistrictConfig
import HubModel
import Indicators
import PluginKit
import Services

extension OverviewFigures {
    func screenings(
        _ sums: RollupTotals, _ cells: OverviewCells.Line, _ instruments: [Instrument]
    ) -> ScreeningFigures {
        let figures = instruments.map { instrument(sums, cells, $0) }
        let critical = instruments.first { $0.code == "PHQ-9" }?.criticalItems.first { $0.item == 9 }?.reason
        return ScreeningFigures(
            instruments: figures, phq9TenOrMore: tenOrMore(figures.first { $0.instrument == "PHQ-9" }),
            itemNinePositive: critical.map { sums[.screeningsCritical, "PHQ-9/\($0)"] } ?? 0,
            triage: zip(Triage.Level.allCases, cells.triage).map { TriageFigure(level: $0, count: $1) })
    }

    private func instrument(
        _ sums: RollupTotals, _ cells: OverviewCells.Line, _ instrument: Instrument
    ) -> InstrumentFigures {
        let code = instrument.code
        let severities = cells.severities[code] ?? []
        return InstrumentFigures(
            instrument: code, title: instrument.title, received: sums[.screeningsReceived, code],
            bands: zip(instrument.bands, severities).map { band, count in
                BandFigure(
                    severity: band.severity, title: band.title, lower: band.lower, upper: band.upper, count: count)
            },
            incomplete: severities.dropFirst(instrument.bands.count).first ?? .exact(0),
            sameDay: sums[.screeningsSameDay, code], differing: cells.differing[code] ?? .exact(0))
    }

    /// The sum of the bands from 10 up, unless one of them is hidden, which it would help to work out.
    private func tenOrMore(_ figures: InstrumentFigures?) -> PublishedCount {
        let counts = figures?.bands.filter { $0.lower >= 10 }.map(\.count.exactValue) ?? []
        return counts.contains(nil) ? .withheld : .exact(counts.reduce(0) { $0 + ($1 ?? 0) })
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
