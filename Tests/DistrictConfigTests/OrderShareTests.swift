import DistrictConfig
import HubModel
import PluginKit
import Testing

/// Who pays what, by the shipped rates.
@Suite("Shares of orders")
struct OrderShareTests {
    private func package(
        subsidies: [ServicePackage.Subsidy] = [], line: String = "service-purchase"
    ) -> ServicePackage {
        ServicePackage(
            code: "p", title: LocalizedText(zh: "包", en: "Package"), cycle: .month, items: [],
            eligibility: .init(), unitPrice: Money(fen: 10_000), subsidies: subsidies, fundingLine: line)
    }

    private func share(
        _ fen: Int64, _ package: ServicePackage, tags: Set<String> = [], ages: ClosedRange<Int>? = nil, free: Int = 0,
        rounding: FundingRates.Rounding? = nil
    ) throws -> [String] {
        var funding = try ShippedConfigurationTests.shipped().funding
        if let rounding { funding.rates.copaymentRounding = rounding }
        let share = funding.share(
            of: Money(fen: fen), in: package, for: OrderingParty(tags: tags, ages: ages), freeRoundsLeft: free)
        #expect(share.copayment.fen + share.subsidy.fen == fen)
        return ["\(share.copayment.fen)", share.group ?? "-"]
    }

    @Test func `a package's own subsidies count before the groups, the best of them`() throws {
        let own = package(subsidies: [
            .init(tag: nil, percent: 50), .init(tag: "lives-alone", percent: 80),
            .init(tag: "low-income", percent: 100),
        ])
        #expect(try share(999, own) == ["500", "-"])
        #expect(try share(999, own, tags: ["lives-alone"]) == ["200", "lives-alone"])
        #expect(try share(999, own, tags: ["lives-alone", "low-income"]) == ["0", "low-income"])
        // The groups of the rates would give more.
        let others = package(subsidies: [.init(tag: "gig-worker", percent: 10)])
        #expect(try share(1000, others, tags: ["low-income"]) == ["1000", "-"])
    }

    @Test func `of the groups the first counts`() throws {
        #expect(try share(1000, package()) == ["1000", "-"])
        #expect(try share(1000, package(), tags: ["disabled", "low-income"], ages: 70...74) == ["100", "low-income"])
        #expect(try share(1000, package(), tags: ["disabled"], ages: 70...74) == ["200", "disabled"])
        #expect(try share(1000, package(), ages: 70...74) == ["500", "elders"])
    }

    @Test func `years of birth that leave the age open count as the youngest`() throws {
        #expect(try share(1000, package(), ages: 64...69) == ["1000", "-"])
        #expect(try share(1000, package(), ages: 65...70) == ["500", "elders"])
        #expect(try share(1000, package(), ages: nil) == ["1000", "-"])
    }

    @Test(arguments: [
        (FundingRates.Rounding(unit: .fen, mode: .halfUp), "498"), (.init(unit: .fen, mode: .down), "497"),
        (.init(unit: .jiao, mode: .halfUp), "500"), (.init(unit: .jiao, mode: .down), "490"),
        (.init(unit: .yuan, mode: .halfUp), "500"), (.init(unit: .yuan, mode: .down), "400"),
    ])
    func `a co-payment is rounded as configured`(rounding: FundingRates.Rounding, copayment: String) throws {
        #expect(try share(995, package(), ages: 70...74, rounding: rounding) == [copayment, "elders"])
    }

    @Test func `a rounded co-payment is never more than the price`() throws {
        let yuan = FundingRates.Rounding(unit: .yuan, mode: .halfUp)
        #expect(try share(60, package(subsidies: [.init(tag: nil, percent: 0)]), rounding: yuan) == ["60", "-"])
        #expect(try share(0, package()) == ["0", "-"])
    }

    @Test func `what an employer bought costs its people nothing and tells no group`() throws {
        let company = package(subsidies: [.init(tag: "low-income", percent: 10)], line: "company-purchase")
        #expect(try share(8000, company, tags: ["low-income"], free: 3) == ["0", "-"])
    }

    @Test func `a free round is used only for what would cost something`() throws {
        #expect(try share(1000, package(), free: 1) == ["0", "free-round"])
        #expect(try share(1000, package(subsidies: [.init(tag: nil, percent: 100)]), free: 1) == ["0", "-"])
        #expect(try share(1000, package(), free: 0) == ["1000", "-"])
    }

    @Test(arguments: [
        (ServicePackage.Cycle.month, "2026-08-01"), (.quarter, "2026-07-01"), (.halfYear, "2026-07-01"),
        (.year, "2026-01-01"),
    ])
    func `free rounds are counted in cycles of the calendar`(cycle: ServicePackage.Cycle, start: String) throws {
        #expect(cycle.calendarStart(of: try #require(CivilDate("2026-08-31")))?.description == start)
        #expect(ServicePackage.Cycle.once.calendarStart(of: try #require(CivilDate("2026-08-31"))) == nil)
    }
}
