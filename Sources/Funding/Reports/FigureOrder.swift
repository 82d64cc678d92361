public import Foundation
public import HubModel
import Postgres

/// A verified service behind a figure.
public struct FigureOrder: Equatable, Sendable {
    public var station: StationCode
    public var order: String
    public var package: String
    public var item: String
    public var state: OrderFunding.State
    /// On which the verification was booked.
    public var day: CivilDate
    public var fen: Int64
    /// Nil where nothing is booked, as for services of an entrusted fund.
    public var voucher: UUID?
}

extension FigureOrder {
    static func decode(_ rows: [Row]) throws -> [FigureOrder] {
        try rows.compactMap { row in
            let (station, order, package, item, state, day, fen, voucher) = try row.decode(
                String.self, String.self, String.self, String.self, String.self, CalendarDate.self, Int64.self,
                UUID?.self)
            guard let station = StationCode(rawValue: station), let state = OrderFunding.State(rawValue: state) else {
                return nil
            }
            return FigureOrder(
                station: station, order: order, package: package, item: item, state: state,
                day: CivilDate(driver: day), fen: fen, voucher: voucher)
        }
    }
}
