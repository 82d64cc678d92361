import DistrictConfig
public import Foundation
import Funding
import HubModel
import Protection

/// Months of orders, money received and decisions on vouchers, as a seed decides; some vouchers are left to wait.
public struct FundingWorkload {
    public let districts: [FundedDistrict]
    public private(set) var random: SeededRandom
    private var made = 0

    /// - Parameter stations: how many of the database's stations have a budget.
    public init(_ database: TestDatabase, stations: Int, random: SeededRandom) async throws {
        var districts: [FundedDistrict] = []
        for number in 1...stations {
            let district = try await FundedDistrict(database, number: number, fen: 900_000_000_00)
            if !districts.contains(where: { $0.station == district.station }) { districts.append(district) }
        }
        self.districts = districts
        self.random = random
    }

    /// - Parameter months: how many, from March 2026 on.
    public mutating func run(months: Int, ordersAMonth: Int) async throws {
        for month in 0..<months {
            // Noon on the 27th, so that what happened on the days before it is never of the future.
            let end = try Self.noon(month: month, day: 27)
            for district in districts {
                try await receiveMoney(district, month: month, at: end)
                var facts: [OrderFact] = []
                for _ in 0..<ordersAMonth { facts += try order(district, month: month) }
                try await district.follow(facts, at: end)
            }
            try await decide()
        }
    }

    /// Noon in Shanghai of a day of the month so many months after March 2026.
    public static func noon(month: Int, day: Int) throws -> Date {
        guard let march = CivilDate(year: 2026, month: 3, day: 2),
            let asked = march.firstOfMonth.adding(months: month)?.adding(days: day - 1)
        else { throw MissingFixture(name: "a day") }
        return FixedClock.now.addingTimeInterval(Double(asked.daysSinceEpoch - march.daysSinceEpoch) * 86_400)
    }

    private mutating func order(_ district: FundedDistrict, month: Int) throws -> [OrderFact] {
        made += 1
        let (order, day) = ("w\(made)", 1 + random.below(20))
        let fen = [1, 7_350, 12_000, 99_999, 6_000_000][random.below(5)] + Int64(random.below(500))
        let accepted = district.step(.accepted, order, fen: fen, at: try Self.noon(month: month, day: day))
        if random.chance(10) { return [accepted] }
        let later = try Self.noon(month: month, day: day + random.below(6))
        if random.chance(10) { return [accepted, district.step(.cancelled, order, fen: fen, at: later)] }
        let actual = random.chance(60) ? fen : max(1, fen * 7 / 8)
        return [accepted, district.step(.verified, order, fen: actual, at: later)]
    }

    /// Money that goes through the bank account, into both books or into one.
    private mutating func receiveMoney(_ district: FundedDistrict, month: Int, at now: Date) async throws {
        let lines = district.database.configuration.funding.lines.filter {
            $0.source == .otherLevel || $0.source == .donatedEntrusted
        }
        for line in lines where random.chance(70) {
            guard let whole = BudgetLine(fundingLine: line.code, year: district.line.fiscalYear) else { continue }
            made += 1
            try await district.move(
                .appropriate(whole, document: "来款〔2026〕\(made) 号"), fen: Int64(1 + random.below(3_000_000)), at: now)
        }
    }

    /// Most are approved, some rejected, some wait until the next time.
    private mutating func decide() async throws {
        guard let district = districts.first else { return }
        for voucher in try await district.waiting() {
            if random.chance(15) { continue }
            let decision: DecideVouchers.Decision = random.chance(8) ? .reject(reason: "附件不全") : .approve
            for person in [district.director, district.officer] {
                do {
                    let outcome = try await district.decide([voucher], decision, by: person)
                    if outcome != [.waits] { break }
                } catch FundingError.ownVoucher, FundingError.decidedAlready {
                    continue
                }
            }
        }
    }
}
