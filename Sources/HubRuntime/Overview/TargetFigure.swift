public import HubModel

/// A target of the district with where it stands.
public struct TargetFigure: Codable, Hashable, Sendable {
    /// The code of one of the district's indicators.
    public var indicator: String
    public var title: LocalizedText
    /// In the indicator's unit.
    public var target: Double
    public var isPercent: Bool
}
