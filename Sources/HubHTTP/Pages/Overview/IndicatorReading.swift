import Brand
import HubRuntime
import PageKit

/// Where an indicator of the district stands, when the roll-ups hold it.
struct IndicatorReading: Sendable {
    let value: Double
    /// With its denominator.
    let text: String

    /// Nil when there is nothing to compute it from.
    init?(_ indicator: String, funnel: OverviewFunnel, totals: OverviewTotals, formats: Formats) {
        switch indicator {
        case "satisfaction":
            guard let percent = funnel.satisfaction.percent else { return nil }
            value = percent
            text = "\(formats.decimal(percent))% (n=\(formats.number(funnel.satisfaction.of)))"
        case "activity-attendances":
            value = Double(totals.attendances)
            text = formats.number(totals.attendances)
        default: return nil
        }
    }
}
