import FactLog
public import Foundation
public import HubModel

/// The answer to a committed batch, given again byte for byte when the identical batch is sent again.
public struct BatchReceipt: Codable, Equatable, Sendable {
    /// A fact that was accepted into the chain and counts for nothing.
    public struct Quarantined: Codable, Equatable, Sendable {
        public var seq: Int64
        public var code: String
        public var detail: String

        public init(seq: Int64, code: String, detail: String) {
            self.seq = seq
            self.code = code
            self.detail = detail
        }
    }

    public var receipt: String
    public var station: StationCode
    public var epoch: Int
    public var acceptedThrough: Int64
    public var added: Int
    public var duplicates: Int
    public var quarantined: [Quarantined]
    public var lastHash: String
    public var receivedAt: String

    /// - Parameter watermark: as it stands after the batch.
    public init(
        station: StationCode, watermark: Watermark, added: Int, duplicates: Int, quarantined: [Quarantined],
        receivedAt: Date
    ) {
        receipt = UUID(version7At: receivedAt).uuidString.lowercased()
        self.station = station
        epoch = watermark.epoch
        acceptedThrough = watermark.acceptedThrough
        self.added = added
        self.duplicates = duplicates
        self.quarantined = quarantined
        lastHash = watermark.lastHash.description
        self.receivedAt = Timestamp.text(of: receivedAt)
    }

    /// The bytes that are stored and sent.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
