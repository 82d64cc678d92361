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
