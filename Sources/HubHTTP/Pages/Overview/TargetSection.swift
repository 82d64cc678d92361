import HubModel
import HubRuntime
import PageKit

/// The district's targets, also those that can't be computed yet, so that none is forgotten.
struct TargetSection: Sendable {
    struct Line: Sendable {
        let title: String
        let target: String
        let now: Figure
        /// In words, since a sign alone says too little; empty when it can't be computed.
        let state: Figure
    }

    let lines: [Line]

    init(_ overview: DistrictOverview, formats: Formats) {
        let language = formats.language
        lines = overview.targets.map { target in
            let reading = IndicatorReading(
                target.indicator, funnel: overview.funnel, totals: overview.totals, formats: formats)
            let state = reading.map { $0.value >= target.target ? OverviewWords.reached : .notReached }
            return Line(
                title: target.title[language],
                target: formats.decimal(target.target) + (target.isPercent ? "%" : ""),
                now: Figure("target.\(target.indicator)", reading?.text ?? StationWords.notMeasured(language)),
                state: Figure("target.\(target.indicator).state", state?(language) ?? ""))
        }
    }
}
