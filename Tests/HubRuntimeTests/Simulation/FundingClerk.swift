import DistrictConfig
import Federation
import Foundation
import Funding
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport

@testable import HubRuntime

/// Brings wishes to the hub as the person whose they are.
struct FundingClerk: Sendable {
    private struct ChangedMind: Error {}
    /// Somebody's transaction.
    private struct Errand: Sendable {
        var principal: Principal
        var run: @Sendable (isolated Connection) async throws -> String
    }

    let database: TestDatabase
    let district: SimulatedDistrict
    let announcements: IngestAnnouncements
    /// The hub's clock.
    var now = FixedClock.now

    private var context: FundingContext { database.configuration.fundingContext }

    /// Asks until there is an answer, however often connections are lost or transactions collide.
    func answer(to wish: FundingWish) async throws -> String {
        guard case .follow(let steps) = wish else { return try await insist { try await ask(wish) } }
        try await queue(steps)
        try await applyQueue()
        return try await standing(of: steps)
    }

    private func insist<Value: Sendable>(_ attempt: () async throws -> Value) async throws -> Value {
        var attempts = 0
        while true {
            do {
                return try await attempt()
            } catch let error as PostgresError where attempts < 100 && Self.isWorthAnotherAttempt(error) {
                attempts += 1
            }
        }
    }

    /// Whether somebody would ask again: the connection was lost, or somebody did the same at the same moment.
    private static func isWorthAnotherAttempt(_ error: PostgresError) -> Bool {
        if case .connectionLost = error.code { return true }
        return RecordEvents.isCollision(error) || error.sqlState?.isTransient == true
            || error.constraintName == "claim_pkey"
    }

    private func ask(_ wish: FundingWish) async throws -> String {
        let errand = try await errand(wish)
        do {
            return try await database.hub.withTransaction(
                as: errand.principal, retry: .whenTransient(), errand.run)
        } catch let refusal as any FundingRefusal {
            return Self.name(of: refusal)
        }
    }

    /// Does it and changes the mind before the transaction ends.
    func takeBack(_ wish: FundingWish) async throws {
        try await insist {
            let errand = try await errand(wish)
            do {
                try await database.hub.withTransaction(as: errand.principal, retry: .whenTransient()) { connection in
                    _ = try await errand.run(connection)
                    try await connection.flush()
                    throw ChangedMind()
                }
            } catch is ChangedMind {
            } catch is any FundingRefusal {}
        }
    }

    /// Follows the same steps on two ways at the same moment.
    func answerTwice(to steps: [OrderStep], beyondTheQueue: Bool) async throws -> String {
        try await queue(steps)
        async let queued: Void = applyQueue()
        async let besides: Void = beyondTheQueue ? follow(steps) : applyQueue()
        _ = try await (queued, besides)
        return try await standing(of: steps)
    }

    private func follow(_ steps: [OrderStep]) async throws {
        _ = try await insist { try await ask(.follow(steps)) }
    }

    // MARK: The queue

    private func queue(_ steps: [OrderStep]) async throws {
        for station in district.stations {
            let own = facts(steps.filter { $0.station == station })
            guard let code = own.first?.station else { continue }
            let effects = try own.map {
                QueuedEffect(
                    fact: $0.fact, effect: QueuedOrderSteps.name,
                    content: try JSONB(encoding: Self.queued($0.step)))
            }
            let now = now
            _ = try await database.hub.withTransaction(as: .station(code), role: .ingest, retry: .whenTransient()) {
                try await $0.execute(EffectQueries.queue(effects, of: code, at: now))
            }
        }
    }

    private func applyQueue() async throws {
        let (configuration, now) = (database.configuration, now)
        let effects = ApplyEffects(
            database: database.hub, announcements: announcements, configuration: { configuration },
            rules: database.rules, keys: database.keys, logger: TestDatabase.quietLogger, now: { now })
        try await insist { while try await effects.applyPage() > 0 {} }
    }

    /// Of orders that nobody pays a part of, and of no fact that is on record.
    private static func queued(_ step: OrderFundingStep) -> QueuedOrderStep {
        QueuedOrderStep(
            step, stating: .init(amountFen: step.governmentFen, copaymentFen: 0),
            at: FactPlace(origin: .station, epoch: 1, seq: 1))
    }

    private func facts(_ steps: [OrderStep]) -> [OrderFact] {
        steps.compactMap { step in
            guard let station = StationCode(rawValue: step.station), let fact = step.fact,
                let kind = OrderFundingStep.Kind(rawValue: step.kind.rawValue)
            else { return nil }
            return OrderFact(
                station: station, fact: FactID(rawValue: fact),
                step: OrderFundingStep(
                    kind: kind, order: step.order, package: step.package, item: "visit", performer: step.performer,
                    governmentFen: step.fen, occurredAt: Date(timeIntervalSince1970: Double(step.occurred))))
        }
    }

    private func standing(of steps: [OrderStep]) async throws -> String {
        let names = Array(Set(steps.map(\.order)))
        return try await insist {
            try await database.hub.withTransaction(as: .district, readOnly: true, retry: .whenTransient()) {
                try await $0.rows(StoredFunding.standing(of: names), as: String.self).joined(separator: "\n")
            }
        }
    }

    // MARK: Errands

    private func errand(_ wish: FundingWish) async throws -> Errand {
        let (context, now) = (context, now)
        switch wish {
        case .follow(let steps):
            let facts = facts(steps)
            return Errand(principal: .district) {
                _ = try await FollowOrders(context: context, at: now)(facts, on: $0)
                return ""
            }
        case .retry:
            return Errand(principal: .district) {
                "looked at \(try await RetryUnfunded(context: context, at: now)(limit: 1_000_000, on: $0).count)"
            }
        case .release:
            return Errand(principal: .district) {
                let release = ReleaseIdleReservations(context: context, at: now)
                return "looked at \(try await release(limit: 1_000_000, on: $0).count)"
            }
        case .move(let move): return try errand(move)
        case .decide(let keys, let approves, let person):
            let vouchers = try await vouchers(keys)
            let account = district.account(of: person)
            return Errand(principal: .person(try district.acting(person))) {
                try await DecideVouchers(at: now)(
                    vouchers, approves ? .approve : .reject(reason: "附件不全"), by: account, on: $0
                ).map(Self.name).joined(separator: "\n")
            }
        case .reverse(let key, let event):
            let voucher = try await vouchers([key])[0]
            let account = district.account(of: .officer)
            return Errand(principal: .person(try district.acting(.officer))) {
                _ = try await ReverseVoucher(context: context, at: now)(
                    voucher, reason: "重复登记", event: event, by: account, on: $0)
                return "prepared"
            }
        case .close(let month):
            let day = CivilDate(year: Int64(month.year), month: month.month, day: 1)
            return Errand(principal: .person(try district.acting(.director))) {
                guard let day else { return "no such month" }
                _ = try await CloseMonth(context: context, at: now)(day, on: $0)
                return "closed"
            }
        default: return try errandOfClaim(wish)
        }
    }

    private func errand(_ move: BudgetMove) throws -> Errand {
        guard let from = Self.line(move.from) else { throw MissingFixture(name: "a line") }
        let to = move.to.flatMap(Self.line)
        let wanted: MoveBudget.Move =
            switch (move.kind, to) {
            case (.allocate, let to?): .allocate(from: from, to: to)
            case (.adjust, let to?): .adjust(from: from, to: to, reason: move.words)
            case (.freeze, _): .freeze(from, reason: move.words)
            case (.unfreeze, _): .unfreeze(from, reason: move.words)
            default: .appropriate(from, document: move.words)
            }
        let (context, now, account) = (context, now, district.account(of: .officer))
        return Errand(principal: .person(try district.acting(.officer))) {
            try await MoveBudget(context: context, at: now)(wanted, fen: move.fen, id: move.id, by: account, on: $0)
            return "moved"
        }
    }

    private static func line(_ name: LineName) -> BudgetLine? {
        guard let first = CivilDate(year: Int64(name.first.year), month: name.first.month, day: 1),
            let last = CivilDate(year: Int64(name.last.year), month: name.last.month, day: 1)
        else { return nil }
        return BudgetLine(
            fundingLine: name.money, from: first, through: last,
            station: name.station.flatMap { StationCode(rawValue: $0) })
    }

    private func vouchers(_ keys: [String]) async throws -> [UUID] {
        let rows = try await database.hub.withTransaction(as: .district, readOnly: true, retry: .whenTransient()) {
            try await $0.rows(StoredFunding.vouchers(of: keys), as: (String.self, UUID.self))
        }
        let found = Dictionary(rows) { first, _ in first }
        return keys.map { found[$0] ?? UUID() }
    }
}

extension FundingClerk {
    private func errandOfClaim(_ wish: FundingWish) throws -> Errand {
        let (context, now, officer) = (context, now, district.account(of: .officer))
        let asOfficer = Principal.person(try district.acting(.officer))
        switch wish {
        case .claim(let names, let station, let id):
            let (code, manager) = (try Self.code(station), district.account(of: .manager(station)))
            return Errand(principal: .person(try district.acting(.manager(station)))) {
                let claim = try await SubmitClaim(context: context, at: now)(
                    names, of: code, id: id, by: manager, on: $0)
                return "claimed \(claim.totalFen)"
            }
        case .withdraw(let id, let station):
            let code = try Self.code(station)
            return Errand(principal: .person(try district.acting(.manager(station)))) {
                try await WithdrawClaim(at: now)(id, of: code, on: $0)
                return "withdrawn"
            }
        case .decideClaim(let id, let approves):
            return Errand(principal: asOfficer) {
                try await DecideClaim(at: now)(
                    id, approves ? .approve : .reject(reason: "附件不全"), by: officer, on: $0)
                return approves ? "approved" : "rejected"
            }
        case .pay(let id, let method, let event):
            guard let method = FundingEventCode(rawValue: method) else { throw MissingFixture(name: method) }
            return Errand(principal: asOfficer) {
                try await PayClaim(context: context, at: now)(
                    id, method, document: "支付 1", event: event, by: officer, on: $0)
                return "prepared"
            }
        case .giveBack(let id, let names, let event):
            return Errand(principal: asOfficer) {
                try await ReturnPayment(context: context, at: now)(
                    id, orders: names, document: "退 1", reason: "账号不符", event: event, by: officer, on: $0)
                return "prepared"
            }
        case .reserveAgain(let name, let station, let event):
            let key = OrderKey(station: try Self.code(station), order: name)
            return Errand(principal: asOfficer) {
                try await ReserveReturned(context: context, at: now)(key, event: event, by: officer, on: $0)
                return "reserved"
            }
        default: throw MissingFixture(name: wish.kind)
        }
    }

    private static func code(_ station: String) throws -> StationCode {
        guard let code = StationCode(rawValue: station) else { throw MissingFixture(name: station) }
        return code
    }

    private static func name(of outcome: DecideVouchers.Outcome) -> String {
        switch outcome {
        case .numbered(let number): "numbered \(number)"
        case .waits: "waits"
        case .rejected: "rejected"
        }
    }

    /// As the auditor says it.
    private static func name(of refusal: any FundingRefusal) -> String {
        switch refusal {
        case FundingError.budgetExhausted(let left, _): "budgetExhausted \(left)"
        case ClaimError.settled(let state): "settled \(state.rawValue)"
        case ClaimError.servicesWait(let count): "servicesWait \(count)"
        case PeriodError.vouchersWait(let count): "vouchersWait \(count)"
        case PeriodError.unproven(let proof): "unproven \(proof.findings)"
        case FundingError.refused(let refusal): "refused \(refusal)"
        default: String("\(refusal)".prefix { $0 != "(" })
        }
    }
}
