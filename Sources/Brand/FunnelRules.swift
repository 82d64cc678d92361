public import Indicators

/// How people come to know, meet, use, like and recommend the stations [BRD-1].
public struct Funnel: Codable, Hashable, Sendable {
    /// One thing that a stage counts.
    public struct Part: Codable, Hashable, Sendable {
        /// E.g. `reads`, `attendances`.
        public var code: String
        public var count: Int64

        public init(code: String, count: Int64) {
            self.code = code
            self.count = count
        }
    }

    /// A stage that adds up counts.
    public struct Stage: Codable, Hashable, Sendable {
        public var total: Int64
        public var parts: [Part]

        public init(parts: [Part]) {
            total = parts.reduce(0) { $0 + $1.count }
            self.parts = parts
        }
    }

    /// 曝光: how often contents were read, played or passed on.
    public var exposure: Stage
    /// 触达: visitors, new followers, attendances at activities.
    public var reach: Stage
    /// 转化: bookings, screenings, orders.
    public var conversion: Stage
    /// 满意: scores of 4 or 5 among the feedback given.
    public var satisfaction: Share
    /// 老带新: residents who came because another resident told them, among those registered.
    public var advocacy: Share

    public init(exposure: Stage, reach: Stage, conversion: Stage, satisfaction: Share, advocacy: Share) {
        self.exposure = exposure
        self.reach = reach
        self.conversion = conversion
        self.satisfaction = satisfaction
        self.advocacy = advocacy
    }
}

/// A part of a whole, with how far chance may have moved it.
public struct Share: Codable, Hashable, Sendable {
    public var count: Int64
    /// How many there are in all.
    public var of: Int64

    public init(count: Int64, of: Int64) {
        self.count = count
        self.of = of
    }

    /// 0 to 100; nil when there is nothing to divide by.
    public var percent: Double? {
        of > 0 ? Double(count) / Double(of) * 100 : nil
    }

    /// Half the width of the 95 % interval in percentage points; nil when there is nothing to divide by.
    ///
    /// Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    /// Statistical Association 1927; 22: 209-212.
    public var marginPoints: Double? {
        guard of > 0 else { return nil }
        let z = 1.959_963_984_540_054
        let n = Double(of)
        let share = Double(count) / n
        let spread = (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return z / (1 + z * z / n) * spread * 100
    }
}

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
