import DistrictConfig
public import Foundation
public import Funding
public import HubModel
import HubRuntime
public import Ledger
import PluginKit
import Postgres
public import Protection

/// A district whose stations have budgets, and short ways to let orders cost money.
public struct FundedDistrict: Sendable {
    public let database: TestDatabase
    public let station: StationCode
    /// A package of the station's that the government's own money pays for.
    public let package: String
    public let line: BudgetLine
    public let officer: Principal.Acting
    public let director: Principal.Acting
    public let manager: Principal.Acting

    public var context: FundingContext { database.configuration.fundingContext }

    /// - Parameter fen: what the station's line is given.
    public init(_ database: TestDatabase, number: Int = 1, fen: Int64) async throws {
        self.database = database
        let configuration = database.configuration
        let found = configuration.stations.lazy.dropFirst(number - 1).compactMap { station in
            configuration.packages(of: station).first { package in
                configuration.funding.line(package.fundingLine)?.source == .appropriation
            }.map { (station.code, $0) }
        }.first
        guard let (station, package) = found else { throw MissingFixture(name: "a package of the government's") }
        let year = Int(configuration.fundingContext.day(FixedClock.now).year)
        guard let line = BudgetLine(fundingLine: package.fundingLine, year: year, station: station),
            let whole = BudgetLine(fundingLine: package.fundingLine, year: year)
        else { throw MissingFixture(name: "a budget line") }
        self.station = station
        self.package = package.code
        self.line = line
        officer = .init(account: UUID(), assignment: try .bureau(.financeOfficer))
        director = .init(account: UUID(), assignment: try .bureau(.director))
        guard let atStation = RoleAssignment(.stationManager, at: .station(station)) else {
            throw MissingFixture(name: "a manager")
        }
        manager = .init(account: UUID(), assignment: atStation)
        try await move(.appropriate(whole, document: "示财社〔2026〕\(number) 号"), fen: fen)
        try await move(.allocate(from: whole, to: line), fen: fen)
    }

    /// Moves a budget as the finance officer.
    public func move(
        _ move: MoveBudget.Move, fen: Int64, id: UUID = UUID(version7At: FixedClock.now), at now: Date = FixedClock.now
    ) async throws {
        let (officer, context) = (officer, context)
        try await database.hub.withTransaction(as: .person(officer)) { connection in
            try await MoveBudget(context: context, at: now)(
                move, fen: fen, id: id, by: officer.account, on: connection)
        }
    }

    /// A step of an order, as a fact tells it.
    public func step(
        _ kind: OrderFundingStep.Kind, _ order: String, fen: Int64, at time: Date = FixedClock.now,
        package: String? = nil
    ) -> OrderFact {
        OrderFact(
            station: station, fact: FactID(at: time),
            step: OrderFundingStep(
                kind: kind, order: order, package: package ?? self.package, item: "visit", governmentFen: fen,
                occurredAt: time))
    }

    /// Lets money follow steps, in a transaction of their own.
    ///
    /// - Returns: how many steps are shown to somebody.
    @discardableResult
    public func follow(_ facts: OrderFact..., at now: Date = FixedClock.now) async throws -> Int {
        try await follow(facts, at: now)
    }

    /// The same for a list of them.
    @discardableResult
    public func follow(_ facts: [OrderFact], at now: Date = FixedClock.now) async throws -> Int {
        let context = context
        return try await database.hub.withTransaction(as: .district, retry: .whenTransient()) { connection in
            try await FollowOrders(context: context, at: now)(facts, on: connection)
        }
    }

    /// What the line has left, has reserved, owes and has paid.
    public func standing() async throws -> [Int64] {
        let line = line
        let keys = [ControlAccount.available, .accepted, .paid].map { line.account($0).key.id }
        let accounts = try await database.hub.withTransaction(as: .district, readOnly: true) { connection in
            try await ReadAccounts()(keys, on: connection)
        }
        let available = accounts[keys[0]]
        return [
            available?.available ?? 0, available?.debitsPending ?? 0, accounts[keys[1]]?.balance ?? 0,
            accounts[keys[2]]?.balance ?? 0,
        ]
    }

    /// State and reason of an order, and what is shown of it by the alphabet.
    public func order(_ order: String) async throws -> [String] {
        let station = station.rawValue
        return try await database.texts(
            """
            SELECT concat_ws(' ', state, reason) FROM order_funding WHERE station_id = \(station) AND order_id = \(order)
            UNION ALL
            (SELECT code FROM order_funding_exception WHERE station_id = \(station) AND order_id = \(order)
            ORDER BY code)
            """)
    }

    /// Decides on vouchers in a transaction of the person's.
    public func decide(
        _ vouchers: [UUID], _ decision: DecideVouchers.Decision = .approve, by acting: Principal.Acting? = nil
    ) async throws -> [DecideVouchers.Outcome] {
        let acting = acting ?? officer
        return try await database.hub.withTransaction(as: .person(acting), retry: .whenTransient()) { connection in
            try await DecideVouchers(at: FixedClock.now)(vouchers, decision, by: acting.account, on: connection)
        }
    }

    /// The vouchers that wait, oldest first.
    public func waiting() async throws -> [UUID] {
        try await database.asAdministrator { connection in
            try await connection.rows(
                "SELECT voucher_id FROM voucher WHERE state = 'waiting' ORDER BY prepared_at, voucher_id", as: UUID.self
            )
        }
    }

    /// What a proof of the ledger finds; nothing when all sums are right.
    public func proof() async throws -> [LedgerFinding] {
        try await database.hub.withTransaction(as: .district, isolation: .repeatableRead, readOnly: true) {
            try await ProveLedger()(on: $0)
        }
    }
}
