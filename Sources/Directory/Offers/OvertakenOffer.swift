public import HubModel

/// Somebody else decided on what a station offers in the meantime.
public struct OvertakenOffer: Error, Equatable, Sendable {
    public var station: StationCode

    public init(station: StationCode) {
        self.station = station
    }
}
