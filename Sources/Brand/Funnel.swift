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
