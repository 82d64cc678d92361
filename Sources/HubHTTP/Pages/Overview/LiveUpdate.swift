/// What an open page changes without being loaded again; the data of the event `figures`.
public struct LiveUpdate: Codable, Hashable, Sendable {
    /// Texts by the figures' ids.
    public var figures: [String: String]
    /// What a pointer resting on a figure shows, where there is something.
    public var hints: [String: String]
    var charts: ChartSection
    /// Another one than the page's means that it has to be drawn anew.
    public var shape: String

    init(_ figures: [Figure], charts: ChartSection, shape: String) {
        self.figures = Dictionary(figures.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
        hints = Dictionary(
            figures.compactMap { figure in figure.hint.map { (figure.id, $0) } },
            uniquingKeysWith: { first, _ in first })
        self.charts = charts
        self.shape = shape
    }
}
