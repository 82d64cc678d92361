public import Indicators

/// Reads the funnel off the sums of a roll-up. Pure.
public enum FunnelRules {
    public static func funnel(of totals: RollupTotals) -> Funnel {
        let channels = channelMetrics(of: totals)
        func channel(_ metric: String) -> Funnel.Part {
            Funnel.Part(code: metric, count: channels[metric] ?? 0)
        }
        return Funnel(
            exposure: Funnel.Stage(parts: [channel("reads"), channel("plays"), channel("shares")]),
            reach: Funnel.Stage(parts: [
                channel("visitors"), channel("followers"),
                Funnel.Part(code: "attendances", count: totals[.attendances]),
            ]),
            conversion: Funnel.Stage(parts: [
                channel("bookings"), Funnel.Part(code: "screenings", count: totals[.screeningsReceived]),
                Funnel.Part(code: "orders", count: totals[.orderSteps, "placed"]),
            ]),
            satisfaction: Share(count: totals[.feedbacksSatisfied], of: totals[.feedbacks]),
            advocacy: Share(count: totals[.residentsReferred], of: totals[.residentsRegistered]))
    }

    /// Counts by metric, over all channels.
    private static func channelMetrics(of totals: RollupTotals) -> [String: Int64] {
        var metrics: [String: Int64] = [:]
        for (dimension, count) in totals.dimensions(of: .channelCounts) {
            // The channel's own name may hold a slash; the metric never does.
            guard let metric = dimension.split(separator: "/").last else { continue }
            metrics[String(metric), default: 0] += count
        }
        return metrics
    }
}
