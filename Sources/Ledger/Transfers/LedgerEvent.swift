public import Foundation
public import HubModel

/// Something that happened, with its transfers, which succeed or fail together.
public struct LedgerEvent: Hashable, Sendable {
    /// The idempotency key: recording the same again returns the first result, another content under it is an error.
    public var id: UUID
    /// The day it is booked on; decides the month of the totals.
    public var day: CivilDate
    /// Whose transfers they are; nil is the district's own.
    public var station: StationCode?
    /// In the order of their numbers, 1 to 32,767 of them.
    public var transfers: [Transfer]

    public init(id: UUID, day: CivilDate, station: StationCode? = nil, transfers: [Transfer]) {
        self.id = id
        self.day = day
        self.station = station
        self.transfers = transfers
    }
}
