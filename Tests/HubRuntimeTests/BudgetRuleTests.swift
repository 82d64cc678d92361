import DistrictConfig
import Foundation
import Funding
import HubModel
import PluginKit
import Postgres
import Protection
import TestSupport
import Testing

/// What money may not do: amounts that are none, other stations' lines, and what was given for a purpose.
@Suite(.timeLimit(.minutes(5))) struct BudgetRuleTests {
    private func withDistrict(_ fen: Int64, _ body: @Sendable (FundedDistrict) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: fen)
            try await body(district)
            #expect(try await district.proof() == [])
        }
    }

    private func line(_ code: String, _ district: FundedDistrict, at station: StationCode? = nil) throws -> BudgetLine {
        try #require(BudgetLine(fundingLine: code, year: district.line.fiscalYear, station: station))
    }

    @Test func anAmountIsAtLeastAFenAndCanBeBooked() async throws {
        try await withDistrict(1000) { district in
            let whole = try line(district.line.fundingLine, district)
            for fen in [0, -1, Int64.min] {
                await #expect(throws: FundingError.amountNotPositive(fen)) {
                    try await district.move(.appropriate(whole, document: "文 \(fen)"), fen: fen)
                }
            }
            for fen in [Int64.max, Int64.max / 4 + 1] {
                await #expect(throws: FundingError.amountTooLarge) {
                    try await district.move(.appropriate(whole, document: "文 \(fen)"), fen: fen)
                }
            }
            await #expect(throws: FundingError.budgetExhausted(leftFen: 1000, askedFen: 1001)) {
                try await district.move(.freeze(district.line, reason: "暂缓"), fen: 1001)
            }
            #expect(try await district.standing() == [1000, 0, 0, 0])
        }
    }

    @Test func aStationsOrderIsNeverPaidFromAnothersLine() async throws {
        try await withDistrict(1000) { district in
            let other = try #require(district.database.configuration.stations.first { $0.code != district.station })
                .code
            let fact = OrderFact(
                station: other, fact: FactID(at: FixedClock.now), step: district.step(.accepted, "o1", fen: 100).step)
            #expect(try await district.follow(fact) == 1)
            #expect(try await district.standing() == [1000, 0, 0, 0])
            #expect(
                try await district.database.texts("SELECT concat_ws(' ', station_id, state, reason) FROM order_funding")
                    == ["\(other) unfunded no-budget-line"])
            // What one station has is not handed on by another's allocation.
            let others = try line(district.line.fundingLine, district, at: other)
            await #expect(throws: FundingError.otherStation) {
                try await district.move(.allocate(from: district.line, to: others), fen: 100)
            }
        }
    }

    @Test func moneyGivenForAPurposePaysForNothingElse() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 100)
            let charity = try line("charity-fund", district)
            let own = try line("charity-fund", district, at: district.station)
            try await district.move(.appropriate(charity, document: "捐赠 1"), fen: 5000)
            try await district.move(.allocate(from: charity, to: own), fen: 5000)
            for (from, to) in [(own, district.line), (district.line, own)] {
                await #expect(throws: FundingError.otherFundingLine) {
                    try await district.move(.adjust(from: from, to: to, reason: "挪用"), fen: 10)
                }
            }
            await #expect(throws: FundingError.otherFundingLine) {
                try await district.move(.allocate(from: charity, to: district.line), fen: 10)
            }
            // A package that names another line waits, however much lies in the fund.
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 200)) == 1)
            let o1 = try await district.order("o1")
            #expect(o1.first == "unfunded budget-exhausted")
            let plugins = database.configuration.profiles.values
            let named = try #require(plugins.flatMap(\.packages).first { $0.fundingLine == "charity-fund" })
            #expect(try await district.follow(district.step(.accepted, "o2", fen: 200, package: named.code)) == 0)
            let standings = try await database.hub.withTransaction(as: .district, readOnly: true) {
                try await ReadBudget()(year: own.fiscalYear, on: $0)
            }
            #expect(standings.first { $0.line == own }?.available == 4800)
            #expect(standings.first { $0.line == own }?.reserved == 200)
            #expect(try await district.standing() == [100, 0, 0, 0])
            #expect(try await district.proof() == [])
        }
    }
}
