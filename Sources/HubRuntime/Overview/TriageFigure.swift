public import HubModel
public import Indicators

public struct TriageFigure: Codable, Hashable, Sendable {
    public var level: Triage.Level
    public var count: PublishedCount
}
