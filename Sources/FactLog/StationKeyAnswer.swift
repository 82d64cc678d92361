/// The hub's answer to an enrolment or a rotation, the same each time.
public struct StationKeyAnswer: Codable, Hashable, Sendable {
    public var station: String
    public var keyId: String
    /// RFC 3339.
    public var enrolledAt: String

    public init(station: String, keyId: String, enrolledAt: String) {
        self.station = station
        self.keyId = keyId
        self.enrolledAt = enrolledAt
    }
}
