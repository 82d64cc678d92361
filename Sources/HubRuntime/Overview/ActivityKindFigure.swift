public import HubModel

public struct ActivityKindFigure: Codable, Hashable, Sendable {
    public var kind: String
    public var title: LocalizedText
    public var count: Int64
}
