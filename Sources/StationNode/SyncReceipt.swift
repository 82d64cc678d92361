/// The hub's receipt for a batch.
struct SyncReceipt: Codable, Hashable, Sendable {
    struct Quarantined: Codable, Hashable, Sendable {
        var seq: Int64
        var code: String
        var detail: String?
    }

    var receipt: String
    var station: String
    var epoch: Int
    var acceptedThrough: Int64
    var added: Int
    var duplicates: Int
    var quarantined: [Quarantined]
    var lastHash: String
    var receivedAt: String
}
