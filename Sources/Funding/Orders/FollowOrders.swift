import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres

/// Lets money follow orders [FUN-3]: reserves on acceptance, posts what was verified, gives back on cancellation.
///
/// Idempotent by fact. What no budget stands behind is kept as unfunded, and shown to somebody.
public struct FollowOrders: Sendable {
    private let context: FundingContext
    private let now: Date

    /// - Parameter now: the hub's clock.
    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - facts: in the order of their chains.
    ///   - connection: in a transaction of the district.
    /// - Returns: how many steps are shown to somebody.
    /// - Throws: `PostgresError`; ``FundingError`` when the books refuse what rules say, which no fact can bring about.
    public func callAsFunction(_ facts: [OrderFact], on connection: isolated Connection) async throws -> Int {
        if facts.isEmpty { return 0 }
        var following = try await Following(facts, context: context, now: now, on: connection)
        while try await following.takeTurn(on: connection) {}
        try await following.store(on: connection)
        return following.troubles.count
    }
}

/// The orders of some facts, followed step by step: in a turn each order takes its next step, so that all of them go to the
/// ledger together.
private struct Following {
    private let context: FundingContext
    private let now: Date
    private let periods: OpenPeriods
    private let lines: [BudgetLine]
    private var linesByID: [UUID: BudgetLine]
    private var waiting: [OrderFact]
    private var standing: [OrderKey: OrderFunding]
    private var changed: Set<OrderKey> = []
    private(set) var troubles: [(fact: FactID, key: OrderKey, code: String)] = []

    init(
        _ facts: [OrderFact], context: FundingContext, now: Date, on connection: isolated Connection
    ) async throws {
        self.context = context
        self.now = now
        waiting = facts
        periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let keys = Set(facts.map(\.key)).sorted()
        let found = try await connection.pipeline([
            FundingQueries.lockOrders(keys), FundingQueries.lines(of: Array(Set(facts.map(\.station)))),
        ])
        standing = try OrderRows.decode(found[0].rows)
        lines = try LineRows.decode(found[1].rows)
        linesByID = Dictionary(lines.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What a step asks of the ledger, and how the order stands when it is granted.
    private struct Wish {
        var fact: OrderFact
        var posting: Posting
        var granted: OrderFunding
        /// How it stands when the budget doesn't suffice.
        var denied: OrderFunding?
    }

    /// - Returns: whether there was anything to do.
    mutating func takeTurn(on connection: isolated Connection) async throws -> Bool {
        if waiting.isEmpty { return false }
        var taken: Set<OrderKey> = []
        var turn: [OrderFact] = []
        var later: [OrderFact] = []
        for fact in waiting {
            if taken.insert(fact.key).inserted { turn.append(fact) } else { later.append(fact) }
        }
        waiting = later
        let wishes = turn.compactMap { fact in
            do {
                return try wish(of: fact)
            } catch {
                // Such as a month that nobody may book in any more: one order must not keep the others waiting.
                show(fact, .notPosted)
                return nil
            }
        }
        let results = try await RecordPostings(entity: context.funding.entity, now: now)(
            wishes.map(\.posting), on: connection)
        for (wish, result) in zip(wishes, results) { try settle(wish, result) }
        return true
    }

    private mutating func settle(_ wish: Wish, _ result: EventResult) throws {
        let key = wish.fact.key
        switch result {
        case .recorded, .existed:
            keep(wish.granted, of: key)
            // What was verified before there was enough reserved is posted now.
            if wish.granted.state == .reserved, let actual = wish.granted.actualFen {
                var step = wish.fact.step
                step.kind = .verified
                step.governmentFen = actual
                waiting.insert(OrderFact(station: key.station, fact: wish.fact.fact, step: step), at: 0)
            }
        case .refused(.belowFloor):
            guard let denied = wish.denied else { throw FundingError.reservationMissing }
            keep(denied, of: key)
            show(wish.fact, .budgetExhausted)
        case .refused: show(wish.fact, .notPosted)
        }
    }

    private mutating func keep(_ funding: OrderFunding, of key: OrderKey) {
        standing[key] = funding
        changed.insert(key)
    }

    private mutating func show(_ fact: OrderFact, _ trouble: OrderFundingRules.Trouble) {
        troubles.append((fact.fact, fact.key, trouble.rawValue))
    }

    /// Decides on a step; what needs the ledger becomes a wish, all else is kept at once.
    private mutating func wish(of fact: OrderFact) throws -> Wish? {
        let current = standing[fact.key]
        switch OrderFundingRules.action(for: fact.step, on: current) {
        case .nothing: return nil
        case .keep(let funding):
            keep(funding, of: fact.key)
            return nil
        case .hold(let funding, let trouble):
            keep(funding, of: fact.key)
            show(fact, trouble)
            return nil
        case .refuse(let trouble):
            show(fact, trouble)
            return nil
        case .reserve(let fen): return try reservation(fen, for: fact, replacing: nil)
        case .reserveVerified(let fen): return try reservation(fen, verified: fen, for: fact, replacing: nil)
        case .reserveAgain(let fen): return try reservation(fen, for: fact, replacing: current)
        case .post(let fen): return try verification(fen, for: fact, current)
        case .release(let reason): return try release(reason, for: fact, current)
        }
    }

    private mutating func reservation(
        _ fen: Int64, verified: Int64? = nil, for fact: OrderFact, replacing old: OrderFunding?
    ) throws -> Wish? {
        var wanted = OrderFunding(
            state: .unfunded, package: fact.step.package, item: fact.step.item, subsidyGroup: fact.step.subsidyGroup,
            wantedFen: fen, actualFen: verified ?? standing[fact.key]?.actualFen, occurredAt: fact.step.occurredAt)
        let booking = try periods.bookingDay(of: context.day(fact.step.occurredAt))
        guard let package = context.package(fact.step.package, fact.station) else {
            return stayUnfunded(&wanted, .unknownPackage, .unknownPackage, fact)
        }
        guard let line = lines.line(for: package.fundingLine, at: fact.station, on: booking.day),
            let rule = context.funding.rule(for: .orderAccepted, fund: context.funding.line(line.fundingLine)?.fund)
        else { return stayUnfunded(&wanted, .noBudgetLine, .noBudgetLine, fact) }
        let event = event(.orderAccepted, "reserve", fact, booking, line, [("total", fen)])
        var posting = try Posting(event, rule: rule, chart: context.funding.accounts)
        if let old, let reservation = old.reservation, let oldLine = old.budgetLine.flatMap({ linesByID[$0] }) {
            posting.giveBackFirst(reservation, of: oldLine, amount: old.wantedFen)
        }
        var granted = wanted
        granted.state = .reserved
        granted.budgetLine = line.id
        granted.reservation = posting.lastTransfer
        var denied = old ?? wanted
        if old == nil { denied.reason = .budgetExhausted }
        return Wish(fact: fact, posting: posting, granted: granted, denied: denied)
    }

    private mutating func stayUnfunded(
        _ wanted: inout OrderFunding, _ reason: OrderFunding.Reason, _ trouble: OrderFundingRules.Trouble,
        _ fact: OrderFact
    ) -> Wish? {
        // An order that has a reservation keeps it.
        if standing[fact.key]?.state != .reserved {
            wanted.reason = reason
            keep(wanted, of: fact.key)
        }
        show(fact, trouble)
        return nil
    }

    private func verification(_ fen: Int64, for fact: OrderFact, _ current: OrderFunding?) throws -> Wish? {
        guard let current, let line = current.budgetLine.flatMap({ linesByID[$0] }),
            let fundingLine = context.funding.line(line.fundingLine)
        else { throw FundingError.budgetLineMissing }
        let code: FundingEventCode = fundingLine.source == .company ? .companyServiceVerified : .serviceVerified
        guard let rule = context.funding.rule(for: code, fund: fundingLine.fund) else {
            throw FundingError.eventNotPosted(code.rawValue)
        }
        let booking = try periods.bookingDay(of: context.day(fact.step.occurredAt))
        let event = event(code, "verify", fact, booking, line, rule.amounts.map { ($0, fen) })
        var granted = current
        granted.payee = OrderPayee.code(performer: fact.step.performer, station: fact.station)
        granted.profile = context.package(current.package, fact.station)?.profile
        let posting = try Posting(
            event, rule: rule, chart: context.funding.accounts,
            dimensions: BookDimensions(
                line: fundingLine, station: fact.station, profile: granted.profile, package: current.package,
                payee: granted.payee),
            target: current.reservation)
        granted.state = .verified
        granted.actualFen = fen
        granted.verification = event.id
        granted.reason = nil
        return Wish(fact: fact, posting: posting, granted: granted)
    }

    private func release(
        _ reason: OrderFunding.Reason, for fact: OrderFact, _ current: OrderFunding?
    ) throws -> Wish? {
        guard let current, let line = current.budgetLine.flatMap({ linesByID[$0] }) else {
            throw FundingError.budgetLineMissing
        }
        let fund = context.funding.line(line.fundingLine)?.fund
        guard let rule = context.funding.rule(for: .orderReleased, fund: fund) else {
            throw FundingError.eventNotPosted(FundingEventCode.orderReleased.rawValue)
        }
        let booking = try periods.bookingDay(of: context.day(fact.step.occurredAt))
        let event = event(.orderReleased, "release", fact, booking, line, [("total", current.wantedFen)])
        var granted = current
        granted.state = .released
        granted.reason = reason
        return Wish(
            fact: fact,
            posting: try Posting(event, rule: rule, chart: context.funding.accounts, target: current.reservation),
            granted: granted)
    }

    private func event(
        _ code: FundingEventCode, _ purpose: String, _ fact: OrderFact, _ booking: BookingDay, _ line: BudgetLine,
        _ amounts: [(String, Int64)]
    ) -> FundingEvent {
        FundingEvent(
            id: DerivedID.id(purpose, of: fact.fact.rawValue), event: code, occurredAt: fact.step.occurredAt,
            day: booking.day, notes: booking.notes, budgetLine: line, station: fact.station, order: fact.step.order,
            fact: fact.fact, amounts: Dictionary(amounts) { first, _ in first })
    }

    func store(on connection: isolated Connection) async throws {
        let orders = changed.sorted().compactMap { key in standing[key].map { (key: key, funding: $0) } }
        if !orders.isEmpty { connection.enqueue(FundingQueries.store(orders, at: now)) }
        if !troubles.isEmpty { connection.enqueue(FundingQueries.raise(troubles, at: now)) }
    }
}
