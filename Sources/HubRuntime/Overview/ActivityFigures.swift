/// Activities and who came.
public struct ActivityFigures: Codable, Hashable, Sendable {
    /// Most frequent first.
    public var held: [ActivityKindFigure]
    public var attendances: [RoleFigure]
}
