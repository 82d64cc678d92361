public import DistrictConfig
public import Foundation
public import HubModel
public import Postgres

/// A voucher, or its entries in one account, behind a figure.
public struct FigureVoucher: Equatable, Sendable {
    public var voucher: UUID
    public var day: CivilDate
    /// Such as `记-12`.
    public var number: String
    /// What happened.
    public var title: LocalizedText
    public var station: StationCode?
    public var order: String?
    /// Nil when the whole voucher is meant.
    public var isDebit: Bool?
    /// On its side; negative for red letters.
    public var fen: Int64
}

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

/// A claim behind a figure.
public struct FigureClaim: Equatable, Sendable {
    public var claim: UUID
    public var number: String
    public var station: StationCode
    /// `submitted`, `approved` or `paying`.
    public var state: String
    /// Whole days since it was submitted.
    public var days: Int
    public var fen: Int64
}

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

extension FigureOrder {
    fileprivate static func decode(_ rows: [Row]) throws -> [FigureOrder] {
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
