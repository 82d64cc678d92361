import Foundation

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

/// What the hub says it has of a station.
struct HubState: Codable, Hashable, Sendable {
    var station: String
    var epoch: Int
    var acceptedThrough: Int64
    /// 64 hexadecimal digits: the hash at `acceptedThrough`, that of the empty chain at 0.
    var lastHash: String

    init(station: String, epoch: Int, acceptedThrough: Int64, lastHash: String) {
        self.station = station
        self.epoch = epoch
        self.acceptedThrough = acceptedThrough
        self.lastHash = lastHash
    }

    init(_ receipt: SyncReceipt) {
        self.init(
            station: receipt.station, epoch: receipt.epoch, acceptedThrough: receipt.acceptedThrough,
            lastHash: receipt.lastHash)
    }
}

/// The members that the station reads of a problem document (RFC 9457).
struct HubProblem: Codable, Hashable, Sendable {
    var code: String?
    var title: String?
    var detail: String?
    var expected: Int64?
    var seq: Int64?
    var line: Int64?
}
