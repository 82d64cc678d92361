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

/// What services are owed is claimed once, approved by somebody else, and paid with an approved voucher.
@Suite(.timeLimit(.minutes(5))) struct ClaimTests {
    private func withDistrict(_ fen: Int64, _ body: @Sendable (FundedDistrict) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: fen)
            try await body(district)
            #expect(try await district.proof() == [])
            if try await district.waiting().isEmpty {
                #expect(try await district.findings(district.context.day(FixedClock.now)) == [])
            }
        }
    }

    /// The worked example of the specification, to its end.
    @Test func whatWasVerifiedIsClaimedApprovedAndPaid() async throws {
        try await withDistrict(1_000_000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 12_000), district.step(.verified, "o1", fen: 10_500))
            _ = try await district.decide(try await district.waiting())
            let claim = try await district.claim(["o1"])
            #expect(claim.totalFen == 10_500)
            #expect(claim.payee == district.station.rawValue)
            try await district.decide(claim.id)
            #expect(try await district.order("o1") == ["claimed"])
            try await district.pay(claim.id)
            #expect(try await district.standing() == [989_500, 0, 10_500, 0], "paid when the voucher is approved")
            #expect(try await district.balance("4001") == 0)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.standing() == [989_500, 0, 0, 10_500])
            #expect(try await district.order("o1") == ["paid"])
            let books = try await [
                district.balance("5001"), district.balance("2302"), district.balance("4001"),
                district.balance("7101", in: .budgetary), district.balance("6001", in: .budgetary),
            ]
            #expect(books == [10_500, 0, 10_500, 10_500, 10_500])
            let standings = try await district.act(as: district.officer) { connection in
                try await ReadBudget()(year: 2026, on: connection)
            }
            let rate = standings.first { $0.line == district.line }?.executionRate
            #expect(rate == 0.0105)
        }
    }

    @Test func oneOrderIsClaimedOnceHoweverManyClaimItAtOnce() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500, "o2": 700])
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        do {
                            _ = try await district.claim(number.isMultiple(of: 2) ? ["o1", "o2"] : ["o2"])
                            return true
                        } catch {
                            #expect(error as? ClaimError == .claimedAlready)
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            let live = try await district.database.texts(
                "SELECT count(*)::text FROM claim_order WHERE order_id = 'o2' AND released_at IS NULL")
            #expect(live == ["1"])
        }
    }

    @Test func aFormThatIsSentManyTimesAtOnceClaimsOnce() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            let id = UUID(version7At: FixedClock.now)
            let claims = try await withThrowingTaskGroup(of: Claim.self) { group in
                for _ in 0..<8 { group.addTask { try await district.claim(["o1"], id: id) } }
                return try await group.reduce(into: Set<Claim>()) { $0.insert($1) }
            }
            #expect(claims.count == 1)
        }
    }

    @Test func whatIsNotOwedIsNotClaimed() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            try await district.follow(district.step(.accepted, "o2", fen: 700))
            for (orders, error) in [
                (["o2"], ClaimError.notVerified(order: "o2")), (["o1", "no-such"], .notVerified(order: "no-such")),
                ([], .orderCount(0)), (["o1", "o2"], .notVerified(order: "o2")),
            ] {
                await #expect(throws: error) { try await district.claim(orders) }
            }
        }
    }

    @Test func askingAgainClaimsAndPaysOnce() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            let (id, payment) = (UUID(version7At: FixedClock.now), UUID(version7At: FixedClock.now))
            let first = try await district.claim(["o1"], id: id)
            #expect(try await district.claim(["o1"], id: id) == first)
            try await district.decide(id)
            try await district.pay(id, event: payment)
            try await district.pay(id, event: payment)
            #expect(try await district.waiting().count == 1)
            await #expect(throws: ClaimError.settled(.paying)) { try await district.pay(id) }
        }
    }

    @Test func theManagerDoesNotDecideAndNobodyElseClaims() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            let claim = try await district.claim(["o1"])
            let colleague = Principal.Acting(account: UUID(), assignment: district.manager.assignment)
            for person in [district.manager, colleague] {
                await #expect(throws: (any Error).self) { try await district.decide(claim.id, by: person) }
            }
            #expect(try await district.database.texts("SELECT state FROM claim") == ["submitted"])
            let (station, context) = (district.station, district.context)
            await #expect(throws: PostgresError.self) {
                try await district.act(as: district.officer) { connection in
                    try await SubmitClaim(context: context, at: FixedClock.now)(
                        ["o1"], of: station, id: UUID(), by: district.officer.account, on: connection)
                }
            }
            // Somebody who is both must leave the decision to another person.
            let both = Principal.Acting(account: district.manager.account, assignment: district.officer.assignment)
            await #expect(throws: ClaimError.own) { try await district.decide(claim.id, by: both) }
        }
    }

    @Test func rejectedAndWithdrawnClaimsSetTheirOrdersFree() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            let station = district.station
            let first = try await district.claim(["o1"])
            try await district.act(as: district.manager) { connection in
                try await WithdrawClaim(at: FixedClock.now)(first.id, of: station, on: connection)
            }
            let second = try await district.claim(["o1"])
            try await district.decide(second.id)
            try await district.decide(second.id, .reject(reason: "附件不全"))
            #expect(try await district.order("o1") == ["verified"])
            let third = try await district.claim(["o1"])
            await #expect(throws: FundingError.reasonMissing) {
                try await district.decide(third.id, .reject(reason: " "))
            }
            await #expect(throws: ClaimError.settled(.rejected)) { try await district.decide(second.id) }
        }
    }

    @Test func aClaimWaitsForTheVouchersOfItsServices() async throws {
        try await withDistrict(10_000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 500), district.step(.verified, "o1", fen: 500))
            let claim = try await district.claim(["o1"])
            await #expect(throws: ClaimError.servicesWait(count: 1)) { try await district.decide(claim.id) }
            _ = try await district.decide(try await district.waiting())
            try await district.decide(claim.id)
        }
    }

    @Test func aRejectedPaymentIsPaidAgain() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500, "o2": 300])
            let claim = try await district.claim(["o1", "o2"])
            try await district.decide(claim.id)
            try await district.pay(claim.id)
            _ = try await district.decide(
                try await district.waiting(), .reject(reason: "账号不符"), by: district.director)
            #expect(try await district.standing() == [9200, 0, 800, 0])
            try await district.pay(claim.id)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.standing() == [9200, 0, 0, 800])
        }
    }

    @Test func moneyIsPaidTheWayOfItsSource() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            let claim = try await district.claim(["o1"])
            try await district.decide(claim.id)
            await #expect(throws: ClaimError.otherMethod("paid-from-bank")) {
                try await district.pay(claim.id, .paidFromBank)
            }
            await #expect(throws: ClaimError.carriedOverExceeded(leftFen: 0, askedFen: 500)) {
                try await district.pay(claim.id, .paidFromCarryOver)
            }
        }
    }

    @Test func aStationSeesItsOwnClaimsAlone() async throws {
        try await withDistrict(10_000) { district in
            try await district.owe(["o1": 500])
            _ = try await district.claim(["o1"])
            let stranger = Principal.Acting(account: UUID(), assignment: try .station(.stationManager, 3))
            for (person, count) in [(district.manager, 1), (stranger, 0), (district.director, 1)] {
                let seen = try await district.act(as: person) { try await ReadClaims()(on: $0).claims.count }
                #expect(seen == count)
            }
        }
    }
}
