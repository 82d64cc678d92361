public import Foundation
public import HubModel

/// A link on its way into the table.
public struct NewOrderLink: Sendable {
    public var id: UUID
    public var tokenDigest: [UInt8]
    public var station: StationCode
    public var purpose: OrderLinkPurpose
    public var order: String?
    public var resident: ResidentID?
    public var codeDigest: [UInt8]?
    public var codeKeyID: String?
    public var createdAt: Date
    public var createdBy: UUID
    public var expiresAt: Date

    public init(
        id: UUID, tokenDigest: [UInt8], station: StationCode, purpose: OrderLinkPurpose, order: String?,
        resident: ResidentID?, createdAt: Date, createdBy: UUID, expiresAt: Date
    ) {
        self.id = id
        self.tokenDigest = tokenDigest
        self.station = station
        self.purpose = purpose
        self.order = order
        self.resident = resident
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
    }
}
