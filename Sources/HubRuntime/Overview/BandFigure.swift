public import HubModel
public import Indicators

public struct BandFigure: Codable, Hashable, Sendable {
    public var severity: String
    public var title: LocalizedText
    /// The lowest total of the band.
    public var lower: Int
    /// The highest total of the band.
    public var upper: Int
    public var count: PublishedCount
}
