import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// What was posted is only ever taken back by a voucher in red, with the budget as it was before.
@Suite(.timeLimit(.minutes(5))) struct ReversalTests {
    private func withDistrict(_ fen: Int64, _ body: @Sendable (FundedDistrict) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: fen)
            try await body(district)
            #expect(try await district.proof() == [])
            #expect(try await district.findings(district.context.day(FixedClock.now)) == [])
        }
    }

    private func voucher(_ district: FundedDistrict, of event: String) async throws -> UUID {
        let found = try await district.database.texts(
            """
            SELECT v.voucher_id::text FROM voucher v JOIN funding_event e USING (event_id)
            WHERE e.event = \(event) AND v.reverses IS NULL ORDER BY v.voucher_id DESC
            """)
        return try #require(found.first.flatMap(UUID.init(uuidString:)))
    }

    @discardableResult
    private func reverse(_ district: FundedDistrict, _ voucher: UUID, at now: Date = FixedClock.now) async throws
        -> UUID
    {
        let (context, officer) = (district.context, district.officer)
        return try await district.act(as: officer) { connection in
            try await ReverseVoucher(context: context, at: now)(
                voucher, reason: "重复登记", event: UUID(version7At: now), by: officer.account, on: connection)
        }
    }

    private func giveBack(
        _ district: FundedDistrict, _ claim: Claim, _ orders: [String], event: UUID = UUID(version7At: FixedClock.now)
    ) async throws {
        let (context, officer) = (district.context, district.officer)
        try await district.act(as: officer) { connection in
            try await ReturnPayment(context: context, at: FixedClock.now)(
                claim.id, orders: orders, document: "退 1", reason: "账号不符", event: event,
                by: officer.account, on: connection)
        }
    }

    @Test func aServiceThatIsTakenBackCostsNothing() async throws {
        try await withDistrict(1000) { district in
            try await district.owe(["o1": 400])
            let voucher = try await voucher(district, of: "service-verified")
            let red = try await reverse(district, voucher)
            #expect(try await district.standing() == [600, 0, 400, 0], "until it is approved")
            await #expect(throws: FundingError.ownVoucher(red)) { try await district.decide([red]) }
            await #expect(throws: FundingError.reversedAlready(voucher)) { try await reverse(district, voucher) }
            #expect(try await district.decide([red], by: district.director) == [.numbered(2)])
            #expect(try await district.standing() == [1000, 0, 0, 0])
            #expect(try await district.order("o1") == ["released reversed"])
            #expect(try await [district.balance("5001"), district.balance("2302")] == [0, 0])
            await #expect(throws: FundingError.notReversible(red)) { try await reverse(district, red) }
        }
    }

    @Test func aReversalThatIsRejectedChangesNothing() async throws {
        try await withDistrict(1000) { district in
            try await district.owe(["o1": 400])
            let voucher = try await voucher(district, of: "service-verified")
            let red = try await reverse(district, voucher)
            #expect(try await district.decide([red], .reject(reason: "无误"), by: district.director) == [.rejected])
            #expect(try await district.standing() == [600, 0, 400, 0])
            #expect(try await district.order("o1") == ["verified"])
            try await reverse(district, voucher)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.standing() == [1000, 0, 0, 0])
        }
    }

    @Test func whileAReversalWaitsTheOrderIsNotClaimed() async throws {
        try await withDistrict(1000) { district in
            try await district.owe(["o1": 400])
            let claim = try await district.claim(["o1"])
            let red = try await reverse(district, try await voucher(district, of: "service-verified"))
            await #expect(throws: ClaimError.servicesWait(count: 1)) { try await district.decide(claim.id) }
            _ = try await district.decide([red], by: district.director)
            await #expect(throws: ClaimError.changed(order: "o1")) { try await district.decide(claim.id) }
            try await district.decide(claim.id, .reject(reason: "已冲销"))
        }
    }

    @Test func aClaimedServiceIsNotTakenBack() async throws {
        try await withDistrict(1000) { district in
            try await district.owe(["o1": 400])
            let claim = try await district.claim(["o1"])
            try await district.decide(claim.id)
            let voucher = try await voucher(district, of: "service-verified")
            await #expect(throws: FundingError.paidService(voucher)) { try await reverse(district, voucher) }
        }
    }

    @Test func moneyThatComesBackIsAvailableAndOwedAgain() async throws {
        try await withDistrict(10_000) { district in
            let claim = try await district.paid(["o1": 500, "o2": 300])
            let payment = try await voucher(district, of: "paid-by-treasury")
            await #expect(throws: FundingError.claimPayment(payment)) { try await reverse(district, payment) }
            let event = UUID(version7At: FixedClock.now)
            for _ in 0..<2 { try await giveBack(district, claim, ["o2"], event: event) }
            #expect(try await district.standing() == [9200, 0, 0, 800], "until it is approved")
            await #expect(throws: ClaimError.notPaid(order: "o2")) { try await giveBack(district, claim, ["o2"]) }
            _ = try await district.decide(try await district.waiting(), by: district.director)
            try await giveBack(district, claim, ["o2"], event: event)
            // An event that stands for something else is not taken for the return.
            let paid = try await district.database.texts(
                "SELECT event_id::text FROM funding_event WHERE event = 'paid-by-treasury'")
            let paidBy = try #require(paid.first.flatMap(UUID.init(uuidString:)))
            await #expect(throws: FundingError.self) {
                try await giveBack(district, claim, ["o1"], event: paidBy)
            }
            #expect(try await district.standing() == [9500, 0, 0, 500])
            #expect(try await district.order("o2") == ["returned"])
            let books = try await [
                district.balance("2302"), district.balance("4001"), district.balance("7101", in: .budgetary),
            ]
            #expect(books == [300, 500, 500])
            #expect(try await district.findings(district.context.day(FixedClock.now)) == [])
            // It is set aside again, claimed again and paid again.
            let (context, officer) = (district.context, district.officer)
            let key = OrderKey(station: district.station, order: "o2")
            try await district.act(as: officer) { connection in
                try await ReserveReturned(context: context, at: FixedClock.now)(
                    key, event: UUID(version7At: FixedClock.now), by: officer.account, on: connection)
            }
            #expect(try await district.standing() == [9200, 0, 300, 500])
            #expect(try await district.findings(district.context.day(FixedClock.now)) == [])
            let second = try await district.claim(["o2"])
            try await district.decide(second.id)
            try await district.pay(second.id)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.standing() == [9200, 0, 0, 800])
        }
    }

    @Test func aServiceWhosePaymentCameBackIsTakenBackInTheBooksAlone() async throws {
        try await withDistrict(10_000) { district in
            let claim = try await district.paid(["o1": 500])
            try await giveBack(district, claim, ["o1"])
            _ = try await district.decide(try await district.waiting(), by: district.director)
            try await reverse(district, try await voucher(district, of: "service-verified"))
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.standing() == [10_000, 0, 0, 0])
            #expect(try await district.order("o1") == ["released reversed"])
            #expect(try await [district.balance("5001"), district.balance("2302")] == [0, 0])
        }
    }

    /// Or else the budget line would have accepted what nobody is owed any more.
    @Test func aServiceThatIsBeingTakenBackIsNotReservedAgain() async throws {
        try await withDistrict(10_000) { district in
            let claim = try await district.paid(["o1": 500])
            try await giveBack(district, claim, ["o1"])
            _ = try await district.decide(try await district.waiting(), by: district.director)
            let red = try await reverse(district, try await voucher(district, of: "service-verified"))
            let (context, officer) = (district.context, district.officer)
            let key = OrderKey(station: district.station, order: "o1")
            let reserve = { @Sendable in
                try await district.act(as: officer) { connection in
                    try await ReserveReturned(context: context, at: FixedClock.now)(
                        key, event: UUID(version7At: FixedClock.now), by: officer.account, on: connection)
                }
            }
            await #expect(throws: ClaimError.servicesWait(count: 1)) { try await reserve() }
            _ = try await district.decide([red], .reject(reason: "无误"), by: district.director)
            try await reserve()
            #expect(try await district.standing() == [9500, 0, 500, 0])
        }
    }

    @Test func aRejectedServiceHasNoMoneyBehindItUntilSomebodyClearsItUp() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 400), district.step(.verified, "o1", fen: 400))
            _ = try await district.decide(try await district.waiting(), .reject(reason: "没有服务记录"))
            #expect(try await district.standing() == [1000, 0, 0, 0])
            #expect(try await district.order("o1") == ["unfunded voucher-rejected", "voucher-rejected"])
            let context = district.context
            _ = try await district.database.hub.withTransaction(as: .district) { connection in
                try await RetryUnfunded(context: context, at: FixedClock.now)(on: connection)
            }
            try await district.follow(district.step(.accepted, "o1", fen: 400))
            #expect(try await district.standing() == [1000, 0, 0, 0], "neither tried again nor accepted again")
        }
    }

    private func reserveRejected(_ district: FundedDistrict, _ order: String) async throws -> Bool {
        let (context, key) = (district.context, OrderKey(station: district.station, order: order))
        return try await district.act(as: district.officer) { connection in
            try await ReserveRejected(context: context, at: FixedClock.now)(key, on: connection)
        }
    }

    @Test func aServiceThatWasRejectedIsOwedAfterAllOnceTheOfficerSaysSo() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 400), district.step(.verified, "o1", fen: 350),
                district.step(.accepted, "o2", fen: 100))
            _ = try await district.decide(try await district.waiting(), .reject(reason: "没有服务记录"))
            await #expect(throws: FundingError.notRejected(order: "o2")) { try await reserveRejected(district, "o2") }
            #expect(try await reserveRejected(district, "o1"))
            #expect(try await district.standing() == [550, 100, 350, 0])
            await #expect(throws: FundingError.notRejected(order: "o1")) { try await reserveRejected(district, "o1") }
            let waiting = try await district.waiting()
            #expect(waiting.count == 1, "a voucher of its own")
            _ = try await district.decide(waiting, by: district.director)
            #expect(try await [district.balance("5001"), district.balance("2302")] == [350, 350])
        }
    }

    @Test func aRejectedServiceWaitsForABudgetWhenTooLittleIsLeft() async throws {
        try await withDistrict(400) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 400), district.step(.verified, "o1", fen: 400))
            _ = try await district.decide(try await district.waiting(), .reject(reason: "没有服务记录"))
            try await district.follow(district.step(.accepted, "o2", fen: 100))
            #expect(try await !reserveRejected(district, "o1"))
            #expect(try await district.order("o1").first == "unfunded budget-exhausted")
            #expect(try await district.standing() == [300, 100, 0, 0])
        }
    }

    @Test func whatWasSpentMeanwhileIsNotTakenBack() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            let special = try #require(BudgetLine(fundingLine: "special-fund", year: 2026))
            let target = try #require(BudgetLine(fundingLine: "special-fund", year: 2026, station: district.station))
            try await district.move(.appropriate(special, document: "市财 1"), fen: 700)
            try await district.move(.allocate(from: special, to: target), fen: 600)
            let waiting = try await district.waiting()
            #expect(waiting.count == 1)
            await #expect(throws: FundingError.spentAlready) {
                try await district.decide(waiting, .reject(reason: "未到账"), by: district.director)
            }
            _ = try await district.decide(waiting, by: district.director)
            await #expect(throws: FundingError.spentAlready) {
                let red = try await reverse(district, waiting[0])
                _ = try await district.decide([red], by: district.director)
            }
        }
    }
}
