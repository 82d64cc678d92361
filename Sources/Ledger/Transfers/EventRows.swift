import Foundation
import HubModel
import Postgres

/// Reads events as ``LedgerQueries/transfers(of:)`` and ``LedgerQueries/settlements(of:)`` give them.
enum EventRows {
    static func decode(_ rows: [Row], settlements: [Row]) throws -> [UUID: [LedgerState.Recorded]] {
        var events: [UUID: [LedgerState.Recorded]] = [:]
        for row in rows {
            let (event, _, kind, debit, credit, amount, day, targetEvent, targetNumber, expires, station) =
                try row.decode(
                    UUID.self, Int16.self, String.self, UUID.self, UUID.self, Int64.self, CalendarDate.self, UUID?.self,
                    Int16?.self, Date?.self, String?.self)
            let target = targetEvent.flatMap { event in targetNumber.map { TransferID(event: event, number: Int($0)) } }
            events[event, default: []].append(
                LedgerState.Recorded(
                    transfer: Transfer(
                        try Self.kind(kind, target, expires), debit: AccountID(rawValue: debit),
                        credit: AccountID(rawValue: credit), amount: amount),
                    day: CivilDate(driver: day), station: station.flatMap(StationCode.init(rawValue:))))
        }
        for row in settlements {
            let (event, number, kind, sum) = try row.decode(UUID.self, Int16.self, String.self, Int64.self)
            let index = Int(number) - 1
            guard let count = events[event]?.count, index < count else { continue }
            if let settlement = Settlement(rawValue: kind) {
                events[event]?[index].settlement = settlement
            } else {
                events[event]?[index].reversed = sum
            }
        }
        return events
    }

    private static func kind(_ name: String, _ target: TransferID?, _ expires: Date?) throws -> Transfer.Kind {
        switch (name, target) {
        case ("posted", nil): return .posted
        case ("pending", nil): return .pending(expires: expires)
        case ("post", let target?): return .post(target)
        case ("void", let target?): return .void(target)
        case ("expire", let target?): return .expire(target)
        case ("reversal", let target?): return .reversal(of: target)
        default: throw UnknownTransferKind(name: name)
        }
    }
}
