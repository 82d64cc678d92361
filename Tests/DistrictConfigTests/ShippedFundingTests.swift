import DistrictConfig
import HubModel
import Testing

/// The shipped rules at every kind of unit. Expected accounts: 政府会计制度 (财会〔2017〕25号).
@Suite("The shipped funding")
struct ShippedFundingTests {
    /// Read once for each kind of unit.
    private static let readings: [Unit: Result<FundingConfiguration, any Error>] = Dictionary(
        uniqueKeysWithValues: Unit.all.map { unit in (unit, Result { try read(unit) }) })

    struct Unit: Hashable, CustomTestStringConvertible {
        var entityType: FundingEntityType
        var treasury: TreasuryMode

        static let all = FundingEntityType.allCases.flatMap { type in
            TreasuryMode.allCases.map { Unit(entityType: type, treasury: $0) }
        }

        var testDescription: String { "\(entityType.rawValue), \(treasury.rawValue)" }
        var outlay: String { entityType == .administrative ? "7101" : "7201" }
    }

    private static func read(_ unit: Unit) throws -> FundingConfiguration {
        let entity = "config/funding/entity.yaml"
        return try SampleConfiguration.shipped()
            .replacing("entityType: administrative", with: "entityType: \(unit.entityType.rawValue)", in: entity)
            .replacing("treasury: direct", with: "treasury: \(unit.treasury.rawValue)", in: entity)
            .read().funding
    }

    private func funding(_ unit: Unit) throws -> FundingConfiguration { try #require(Self.readings[unit]).get() }

    private func entries(
        _ funding: FundingConfiguration, _ event: FundingEventCode, fund: FundKind? = nil
    ) throws -> [String] {
        let rule = try #require(funding.rule(for: event, fund: fund))
        return FundingBook.allCases.flatMap { rule.pairs(in: $0) }.map { "\($0.debit)/\($0.credit) \($0.amount)" }
    }

    @Test(arguments: Unit.all)
    func `each event that can happen has exactly one rule`(unit: Unit) throws {
        let funding = try funding(unit)
        #expect(funding.entity.entityType == unit.entityType && funding.entity.treasury == unit.treasury)
        for event in FundingEventCode.allCases {
            for fund in [nil] + FundKind.allCases {
                let rules = funding.rules.filter { $0.event == event.rawValue && $0.funds.contains(fund) }
                let happens = event.happens(at: unit.entityType, treasury: unit.treasury)
                if happens, event.funds.contains(fund) { #expect(rules.count == 1, "\(event) \(fund as Any)") }
                #expect(rules.count <= 1, "\(event) \(fund as Any)")
                if !happens { #expect(rules.isEmpty, "\(event)") }
            }
        }
    }

    @Test(arguments: Unit.all)
    func `every entry is in an account that the unit has, and money moves as the rule says`(unit: Unit) throws {
        let funding = try funding(unit)
        #expect(funding.rules.count > 30)
        for rule in funding.rules where rule.closing.isEmpty {
            for book in FundingBook.allCases {
                for pair in rule.pairs(in: book) {
                    for code in [pair.debit, pair.credit] {
                        #expect(funding.accounts.details(of: code, in: book).map(\.code) == [code], "\(rule.event)")
                    }
                    #expect(rule.amounts.contains(pair.amount))
                }
                let posted = rule.lines(in: book).flatMap(\.amounts).count
                #expect(posted == 2 * rule.pairs(in: book).count, "\(rule.event)")
            }
            if rule.reverses.isEmpty { #expect(rule.movesBudgetMoney == !rule.budgetary.isEmpty, "\(rule.event)") }
            let makesEntries = !rule.financial.isEmpty || !rule.budgetary.isEmpty || !rule.reverses.isEmpty
            #expect((rule.voucherWord != nil) == makesEntries, "\(rule.event)")
        }
    }

    @Test(arguments: Unit.all)
    func `a verified service and its payment touch the accounts of the worked example`(unit: Unit) throws {
        let funding = try funding(unit)
        #expect(try entries(funding, .serviceVerified) == ["5001/2302 total"])
        #expect(try entries(funding, .paidByTreasury) == ["2302/4001 total", "\(unit.outlay)/6001 total"])
        #expect(
            funding.rule(for: .orderAccepted)?.control
                == ControlMove(from: .available, to: .accepted, how: .pending, amounts: ["total"]))
        #expect(
            funding.rule(for: .serviceVerified)?.control
                == ControlMove(from: .available, to: .accepted, how: .post, amounts: ["total"]))
        #expect(
            funding.rule(for: .paidByTreasury)?.control
                == ControlMove(from: .accepted, to: .paid, how: .transfer, amounts: ["total"]))
        #expect(funding.rule(for: .orderAccepted)?.voucherWord == nil)
        #expect(funding.rule(for: .serviceVerified)?.movesBudgetMoney == false)
        #expect(funding.rule(for: .paidByTreasury)?.movesBudgetMoney == true)
    }

    @Test(arguments: Unit.all)
    func `money leaves by the treasury's way`(unit: Unit) throws {
        let funding = try funding(unit)
        let out = unit.outlay
        if unit.treasury == .direct {
            #expect(try entries(funding, .advancePaid) == ["1214/4001 total", "\(out)/6001 total"])
            #expect(funding.accounts.account("1011", in: .financial) == nil)
        } else {
            #expect(try entries(funding, .quotaGranted) == ["1011/4001 total", "800102/6001 total"])
            #expect(try entries(funding, .paidFromQuota) == ["2302/1011 total", "\(out)/800102 total"])
            #expect(try entries(funding, .advancePaid) == ["1214/1011 total", "\(out)/800102 total"])
            #expect(try entries(funding, .yearEndQuotaUnused) == ["1201/1011 total", "800103/800102 total"])
            #expect(try entries(funding, .quotaRestored) == ["1011/1201 total", "800102/800103 total"])
        }
        #expect(try entries(funding, .advanceSettled) == ["5001/1214 total"])
        #expect(try entries(funding, .yearEndDirectUnused) == ["1201/4001 total", "800103/6001 total"])
        #expect(try entries(funding, .paidFromCarryOver) == ["2302/1201 total", "\(out)/800103 total"])
    }

    @Test(arguments: Unit.all)
    func `other people's money`(unit: Unit) throws {
        let funding = try funding(unit)
        let out = unit.outlay
        #expect(try entries(funding, .transferReceived) == ["1002/4601 total", "800101/6601 total"])
        #expect(try entries(funding, .paidFromBank) == ["2302/1002 total", "\(out)/800101 total"])
        #expect(try entries(funding, .donationReceived, fund: .owned) == ["1002/4603 total", "800101/6609 total"])
        #expect(try entries(funding, .donationReceived, fund: .entrusted) == ["1002/2901 total"])
        #expect(try entries(funding, .serviceVerified, fund: .owned) == ["5001/2302 total"])
        #expect(try entries(funding, .paidFromFund, fund: .owned) == ["2302/1002 total", "\(out)/800101 total"])
        // Not the unit's cost: nothing is owed in its name, so verifying leaves nothing behind in 2302.
        #expect(try entries(funding, .serviceVerified, fund: .entrusted) == [])
        #expect(try entries(funding, .paidFromFund, fund: .entrusted) == ["2901/1002 total"])
        #expect(try entries(funding, .formerYearPaymentReturned) == ["1201/3501 total", "800103/810101 total"])
    }

    @Test(arguments: Unit.all)
    func `companies and co-payments`(unit: Unit) throws {
        let funding = try funding(unit)
        if unit.entityType == .administrative {
            for event in [FundingEventCode.companyPrepaid, .companyServiceVerified, .companyProviderPaid] {
                #expect(try entries(funding, event) == [], "\(event)")
                #expect(funding.rule(for: event)?.control != nil, "\(event)")
            }
            #expect(try entries(funding, .copaymentReceived) == ["1002/2103 total"])
            #expect(try entries(funding, .copaymentHandedOver) == ["2103/1002 total"])
        } else {
            #expect(
                try entries(funding, .companyPrepaid) == [
                    "1002/2305 net", "1002/2101 tax", "800101/6101 net", "800101/6101 tax",
                ])
            #expect(try entries(funding, .companyServiceVerified) == ["2305/4101 income", "5001/2302 cost"])
            #expect(try entries(funding, .companyProviderPaid) == ["2302/1002 total", "7201/800101 total"])
            #expect(try entries(funding, .copaymentReceived) == ["1002/4101 total", "800101/6101 total"])
        }
    }

    /// Balances on the credit side after closing 1 of every account of one year for each kind of money.
    @Test(arguments: Unit.all)
    func `the close leaves nothing in the accounts of the year`(unit: Unit) throws {
        let funding = try funding(unit)
        let close = try #require(funding.rule(for: .yearEndClose))
        for money in ClosingFunds.allCases {
            var balances: [String: Int] = [:]
            for book in FundingBook.allCases {
                for account in funding.accounts.accounts(in: book) where account.element.isTemporary {
                    balances[account.code] = account.normalSide == .credit ? 100 : -30
                }
            }
            for step in close.closing where step.funds == nil || step.funds == money {
                for code in step.from { balances[step.into, default: 0] += balances.removeValue(forKey: code) ?? 0 }
            }
            let revenue = unit.entityType == .administrative ? 4 : 5
            let budgetRevenue = unit.entityType == .administrative ? 3 : 4
            let carriedOver = [
                ClosingFunds.appropriation: "810103", .restricted: "820103", .unrestricted: "8202",
            ]
            #expect(
                balances.filter { $0.value != 0 } == [
                    "3001": revenue * 100 - 30, carriedOver[money] ?? "": budgetRevenue * 100 - 30,
                ], "\(money)")
        }
        let steps = close.closing.map { "\($0.from.joined(separator: "+"))>\($0.into)" }
        #expect(Array(steps[1...3]) == ["3301>3302", "3302>3001", "3501>3001"])
        #expect(steps.contains("8501>8701") == (unit.entityType == .institution))
    }

    @Test func `lines, groups and quotas are those of the example district`() throws {
        let configuration = try ShippedConfigurationTests.shipped()
        let funding = configuration.funding
        #expect(funding.entity.entityType == .administrative && funding.entity.treasury == .direct)
        #expect(
            Dictionary(uniqueKeysWithValues: funding.lines.map { ($0.code, $0.source) }) == [
                "basic-public-health": .appropriation, "special-fund": .otherLevel, "service-purchase": .appropriation,
                "charity-fund": .donatedEntrusted, "company-purchase": .company,
            ])
        #expect(funding.lines.map(\.summary) == configuration.district.fundingLines)
        #expect(funding.lines.filter { $0.purpose != nil }.map(\.code) == ["special-fund", "charity-fund"])
        #expect(funding.rates.groups.map(\.code) == ["low-income", "disabled", "elders"])
        #expect(funding.rates.group(tags: ["low-income", "disabled"], age: 80)?.code == "low-income")
        #expect(funding.rates.group(tags: [], age: 65)?.code == "elders")
        #expect(funding.rates.freeCount(package: "community-counselling", item: "intake") == 1)
        #expect(funding.manualRules.map(\.event) == ["former-year-bank-payment-returned"])
    }
}
