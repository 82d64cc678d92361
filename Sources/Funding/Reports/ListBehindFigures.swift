public import DistrictConfig
public import Foundation
public import HubModel
public import Postgres

/// Lists what a figure of a report consists of, at most so many rows.
public struct ListBehindFigures: Sendable {
    private let funding: FundingConfiguration
    private let limit: Int

    public init(funding: FundingConfiguration, limit: Int = 500) {
        self.funding = funding
        self.limit = limit
    }

    /// The entries in an account and the details below it, by day.
    public func entries(
        in book: FundingBook, account: String, on days: ClosedRange<CivilDate>, station: StationCode? = nil,
        on connection: isolated Connection
    ) async throws -> [FigureVoucher] {
        let details = funding.accounts.details(of: account, in: book).map(\.code)
        let codes = Set(details + [account]).sorted()
        let rows = try await connection.rows(
            ReportQueries.entries(in: book.rawValue, accounts: codes, on: days, station: station, limit: limit))
        return try rows.map { try voucher($0) }
    }

    /// The approved vouchers of budget lines, newest first.
    public func vouchers(
        of lines: [UUID], on days: ClosedRange<CivilDate>, on connection: isolated Connection
    ) async throws -> [FigureVoucher] {
        try await connection.rows(ReportQueries.vouchers(of: lines, on: days, limit: limit)).map { try voucher($0) }
    }

    /// Verified services of a package and item, newest first; nil is any.
    public func orders(
        of package: String?, item: String?, station: StationCode?, on days: ClosedRange<CivilDate>,
        on connection: isolated Connection
    ) async throws -> [FigureOrder] {
        try FigureOrder.decode(
            try await connection.rows(
                ReportQueries.orders(on: days, package: package, item: item, station: station, limit: limit)))
    }

    /// Services that nobody claimed, oldest first.
    public func unclaimed(
        _ bucket: AgeBucket, station: StationCode?, today: CivilDate, on connection: isolated Connection
    ) async throws -> [FigureOrder] {
        try FigureOrder.decode(
            try await connection.rows(
                ReportQueries.unclaimed(of: station, bucket: Int32(bucket.rawValue), on: today, limit: limit)))
    }

    /// Claims that wait, oldest first.
    public func claims(
        _ bucket: AgeBucket, station: StationCode?, at now: Date, on connection: isolated Connection
    ) async throws -> [FigureClaim] {
        let rows = try await connection.rows(
            ReportQueries.claims(of: station, bucket: Int32(bucket.rawValue), at: now, limit: limit),
            as: (UUID.self, String.self, String.self, String.self, Int32.self, Int64.self))
        return rows.compactMap { claim, number, station, state, days, fen in
            StationCode(rawValue: station).map {
                FigureClaim(claim: claim, number: number, station: $0, state: state, days: Int(days), fen: fen)
            }
        }
    }

    private func voucher(_ row: Row) throws -> FigureVoucher {
        let title = EventTitle(
            event: try row.decode("event"), fundingLine: try row.decode("funding_line"), funding: funding)
        return FigureVoucher(
            voucher: try row.decode("voucher_id"), day: CivilDate(driver: try row.decode("day", as: CalendarDate.self)),
            number: "\(try row.decode("word", as: String.self))-\(try row.decode("number", as: Int32.self))",
            title: title.words,
            station: try row.decode("station_id", as: String?.self).flatMap(StationCode.init(rawValue:)),
            order: try row.decode("order_id"), isDebit: try row.decode("side", as: String?.self).map { $0 == "debit" },
            fen: try row.decode("fen"))
    }
}
