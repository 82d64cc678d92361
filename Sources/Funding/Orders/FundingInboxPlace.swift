public import Foundation
public import HubModel

/// Where a page of orders without a budget ended.
public struct FundingInboxPlace: Hashable, Sendable {
    public var time: Date
    public var station: StationCode
    public var order: String

    public init(time: Date, station: StationCode, order: String) {
        self.time = time
        self.station = station
        self.order = order
    }
}
