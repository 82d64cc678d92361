/// An activity that a station holds.
public struct ActivityChoice: Codable, Hashable, Sendable {
    public var code: String
    /// The station's own number of participants; nil keeps the plugin's.
    public var capacity: Int?
    /// The station's own points; nil keeps the plugin's.
    public var points: Int?

    public init(code: String, capacity: Int? = nil, points: Int? = nil) {
        self.code = code
        self.capacity = capacity
        self.points = points
    }
}
