/// The members that the station reads of a problem document (RFC 9457).
struct HubProblem: Codable, Hashable, Sendable {
    var code: String?
    var title: String?
    var detail: String?
    var expected: Int64?
    var seq: Int64?
    var line: Int64?
}
