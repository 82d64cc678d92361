import Foundation
import Funding
import HubModel
import HubRuntime
import HummingbirdTesting
import NIOCore
import Postgres
import Protection
import TestSupport
import Testing

/// A station with a budget, an order that was verified, one without a budget, and a step that no money follows.
struct SeededFunding: Sendable {
    let district: FundedDistrict
    /// Verified at 105.00 of 120.00 that were reserved.
    let order: String
    /// Without a budget.
    let unfunded: String
    let voucher: UUID

    var line: BudgetLine { district.line }
}

extension RunningHub {
    /// - Parameters:
    ///   - number: of the station.
    ///   - fen: what the station's line is given.
    func seedFunding(_ number: Int, fen: Int64 = 1_000_000) async throws -> SeededFunding {
        let before = Set(try await database.texts("SELECT voucher_id::text FROM voucher"))
        let district = try await FundedDistrict(database, number: number, fen: fen)
        let (order, unfunded) = ("funded-order-\(number)", "funded-order-\(number)-b")
        try await district.follow(
            district.step(.accepted, order, fen: 12_000), district.step(.verified, order, fen: 10_500))
        try await district.follow(district.step(.verified, order, fen: 9_000))
        try await district.follow(district.step(.accepted, unfunded, fen: fen))
        let vouchers = try await database.texts("SELECT voucher_id::text FROM voucher")
        let voucher = try #require(vouchers.first { !before.contains($0) }.flatMap { UUID(uuidString: $0) })
        return SeededFunding(district: district, order: order, unfunded: unfunded, voucher: voucher)
    }
}

extension RunningHub {
    /// A claim that was submitted for one order, and an order that reserves; every voucher is approved.
    func seedClaim(_ funding: SeededFunding) async throws -> Claim {
        let claimed = funding.order + "-c"
        try await funding.district.owe([claimed: 3_000])
        try await funding.district.follow(funding.district.step(.accepted, funding.order + "-r", fen: 500))
        return try await funding.district.claim([claimed])
    }
}

/// The text of an answer.
func body(_ response: TestResponse) -> String { String(buffer: response.body) }
