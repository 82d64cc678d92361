public import DistrictConfig
public import Foundation
public import HubModel

/// A decision on what a station offers, and who made it.
public struct OfferDecision: Hashable, Sendable {
    /// Where a decision comes from.
    public enum Origin: String, Sendable, CaseIterable {
        /// The station's file in the configuration.
        case configuration
        /// The station's manager.
        case station
        /// A director.
        case bureau
    }

    public var station: StationCode
    public var revision: OfferRevision
    public var origin: Origin
    public var decidedAt: Date
    /// The account; nil when it stood in the configuration.
    public var decidedBy: UUID?

    public init(
        station: StationCode, revision: OfferRevision, origin: Origin, decidedAt: Date, decidedBy: UUID? = nil
    ) {
        self.station = station
        self.revision = revision
        self.origin = origin
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
    }
}
