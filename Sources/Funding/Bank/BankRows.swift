import DistrictConfig
import Foundation
import HubModel
import Postgres

/// Reads lines and vouchers as ``BankQueries`` gives them.
enum BankRows {
    static func lines(_ rows: [Row]) throws -> [BankLine] {
        try rows.map { row in
            let (id, day, fen, document, counterparty, summary) = try row.decode(
                UUID.self, CalendarDate.self, Int64.self, String?.self, String?.self, String?.self)
            return BankLine(
                id: id, day: CivilDate(driver: day), fen: fen, document: document, counterparty: counterparty,
                summary: summary)
        }
    }

    static func vouchers(_ rows: [Row], funding: FundingConfiguration) throws -> [CashVoucher] {
        try rows.map { row in
            let title = EventTitle(
                event: try row.decode("event"), fundingLine: try row.decode("funding_line"), funding: funding)
            return CashVoucher(
                id: try row.decode("voucher_id"), day: CivilDate(driver: try row.decode("day", as: CalendarDate.self)),
                number: "\(try row.decode("word", as: String.self))-\(try row.decode("number", as: Int32.self))",
                title: title.words,
                station: try row.decode("station_id", as: String?.self).flatMap(StationCode.init(rawValue:)),
                document: try row.decode("document"), fen: try row.decode("fen"))
        }
    }
}
