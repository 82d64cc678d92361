public import Foundation

/// One decision on what a station offers, and the moment from which it is in force. Decisions are numbered by station and
/// never changed; a later one takes the place of an earlier one from its own moment on.
public struct OfferRevision: Codable, Hashable, Sendable {
    /// 1 for the station's first.
    public var number: Int64
    /// Whole seconds.
    public var effectiveAt: Date
    public var offer: StationOffer

    public init(number: Int64, effectiveAt: Date, offer: StationOffer) {
        self.number = number
        self.effectiveAt = effectiveAt
        self.offer = offer
    }
}
