import HubModel
import Testing

@testable import DistrictConfig

@Suite("Funding as configured")
struct FundingConfigurationTests {
    private let funding: FundingConfiguration

    init() throws { funding = try SampleConfiguration().read().funding }

    private static func line(_ side: EntrySide, _ account: String, _ amounts: String...) -> PostingLine {
        PostingLine(side: side, account: account, amounts: amounts)
    }

    @Test func `the entity and its accounts`() {
        #expect(funding.entity.entityType == .administrative && funding.entity.treasury == .direct)
        #expect(funding.entity.secondApprovalAbove == Money(fen: 5_000_000))
        #expect(funding.entity.reservationDays == 30)
        #expect(funding.entity.voucherWords.map(\.code) == ["记"])
        #expect(funding.entity.accountRoles == ["outlay": "7101"])
        #expect(funding.accounts.account("1002", in: .financial)?.normalSide == .debit)
        #expect(funding.accounts.account("1002", in: .budgetary) == nil)
        #expect(funding.accounts.account("1011", in: .financial) == nil)
        #expect(funding.accounts.account("7201", in: .budgetary) == nil)
        #expect(funding.accounts.details(of: "8001", in: .budgetary).map(\.code) == ["800101"])
        #expect(funding.accounts.details(of: "8101", in: .budgetary).map(\.code) == ["8101"])
    }

    @Test func `a rule's sums become transfers of base amounts`() throws {
        let rule = try #require(funding.rule(for: .companyPrepaid))
        #expect(rule.amounts == ["net", "tax"])
        #expect(
            rule.control
                == ControlMove(from: .authorised, to: .available, how: .transfer, amounts: ["net", "tax"]))
        #expect(
            rule.pairs(in: .financial) == [
                PostingPair(debit: "1002", credit: "2302", amount: "net"),
                PostingPair(debit: "1002", credit: "2901", amount: "tax"),
            ])
        #expect(
            rule.pairs(in: .budgetary) == [
                PostingPair(debit: "800101", credit: "6001", amount: "net"),
                PostingPair(debit: "800101", credit: "6001", amount: "tax"),
            ])
    }

    @Test func `the fund tells rules of one event apart`() throws {
        #expect(funding.rule(for: .donationReceived) == nil)
        let owned = try #require(funding.rule(for: .donationReceived, fund: .owned))
        let entrusted = try #require(funding.rule(for: .donationReceived, fund: .entrusted))
        #expect(owned.movesBudgetMoney && !entrusted.movesBudgetMoney)
        #expect(entrusted.pairs(in: .financial) == [PostingPair(debit: "1002", credit: "2901", amount: "total")])
        #expect(funding.rule(for: .orderAccepted) == funding.rule(for: .orderAccepted, fund: .entrusted))
    }

    @Test func `what doesn't apply to the entity is left out, what the accountant adds is kept`() {
        #expect(funding.rule(for: .quotaGranted) == nil && funding.rule(for: .paidFromQuota) == nil)
        #expect(funding.manualRules.map(\.event) == ["bank-fee"])
        #expect(funding.manualRules.first?.eventCode == nil)
        #expect(
            funding.manualRules.first?.pairs(in: .budgetary) == [
                PostingPair(debit: "7101", credit: "800101", amount: "total")
            ])
    }

    @Test func `a reversal and the close of the year`() throws {
        #expect(funding.rule(for: .paymentReturned)?.reverses == [.paidByTreasury, .paidFromBank])
        let close = try #require(funding.rule(for: .yearEndClose))
        #expect(
            close.closing == [
                ClosingStep(book: .financial, from: ["4001", "5001"], into: "3001"),
                ClosingStep(book: .budgetary, from: ["6001", "7101"], into: "8101", funds: .appropriation),
                ClosingStep(book: .budgetary, from: ["6001", "7101"], into: "8201", funds: .restricted),
                ClosingStep(book: .budgetary, from: ["6001", "7101"], into: "8201", funds: .unrestricted),
            ])
    }

    @Test func `lines carry their classes, their fund and what becomes of them at the end of the year`() throws {
        let health = try #require(funding.line("public-health"))
        let charity = try #require(funding.line("charity"))
        #expect(health.functionalClass.code == "2100408" && health.economicClass.code == "30227")
        #expect(health.governmentEconomicClass.code == "50205" && health.purpose == nil)
        #expect(health.fund == nil && charity.fund == .entrusted)
        #expect(health.closingFunds == .appropriation && charity.closingFunds == .restricted)
        var other = health
        other.source = .otherLevel
        #expect(other.closingFunds == .unrestricted)
    }

    @Test func `the first group counts, and a quota of an item before that of its package`() {
        let rates = funding.rates
        #expect(rates.group(tags: ["lives-alone"], age: 70)?.code == "alone")
        #expect(rates.group(tags: [], age: 65)?.code == "elders")
        #expect(rates.group(tags: [], age: 64) == nil && rates.group(tags: [], age: nil) == nil)
        #expect(rates.freeCount(package: "elder-record", item: "call") == 1)
        #expect(rates.freeCount(package: "elder-record", item: "opening") == 3)
        #expect(rates.freeCount(package: "other", item: "call") == 0)
    }

    @Test(arguments: [
        (FundingRates.Rounding.Unit.fen, FundingRates.Rounding.Mode.halfUp, 105, 50, 53),
        (.fen, .down, 105, 50, 52), (.fen, .halfUp, 101, 70, 30), (.jiao, .halfUp, 101, 50, 50),
        (.jiao, .halfUp, 110, 50, 60), (.yuan, .halfUp, 99, 0, 99), (.yuan, .down, 199, 0, 100),
        (.fen, .halfUp, 12_000, 100, 0), (.fen, .halfUp, 0, 0, 0),
    ])
    func `a co-payment is rounded and never more than the price`(
        unit: FundingRates.Rounding.Unit, mode: FundingRates.Rounding.Mode, price: Int64, percent: Int, pays: Int64
    ) {
        var rates = funding.rates
        rates.copaymentRounding = FundingRates.Rounding(unit: unit, mode: mode)
        #expect(rates.copayment(of: Money(fen: price), subsidyPercent: percent) == Money(fen: pays))
    }

    @Test func `balance is told base amount by base amount`() {
        let balance = PostingBalance([
            Self.line(.debit, "1", "net", "tax"), Self.line(.credit, "2", "net"), Self.line(.credit, "3", "net"),
            Self.line(.credit, "3", "tax"), Self.line(.debit, "4", "fee"), Self.line(.credit, "5", "fee"),
            Self.line(.debit, "4", "fee"), Self.line(.credit, "6", "fee"),
        ])
        #expect(balance.unbalanced == ["net"])
        #expect(balance.ambiguous == ["fee"])
        #expect(balance.pairs == [PostingPair(debit: "1", credit: "3", amount: "tax")])
    }

    @Test func `every known move of a budget line is of its life, and no other`() {
        #expect(
            ControlMove.known == [
                "transfer authorised -> available", "transfer available -> available", "transfer available -> frozen",
                "transfer available -> advanced", "transfer available -> carried-over", "transfer available -> lapsed",
                "transfer frozen -> available", "transfer accepted -> paid", "transfer paid -> available",
                "transfer carried-over -> available", "pending available -> accepted", "post available -> accepted",
                "void available -> accepted", "reverse authorised -> available", "reverse available -> available",
                "reverse available -> frozen", "reverse available -> accepted", "reverse available -> advanced",
                "reverse available -> carried-over", "reverse available -> lapsed", "reverse frozen -> available",
                "reverse accepted -> paid", "reverse paid -> available", "reverse carried-over -> available",
            ])
    }

    @Test func `a station alone reads the lines and none of the other files`() throws {
        var sample = SampleConfiguration()
        for file in ["accounts", "entity", "posting-rules", "rates"] {
            sample.files["config/funding/\(file).yaml"] = "broken: ["
        }
        let code = try #require(StationCode(rawValue: "S01"))
        let installation = try sample.written { try ConfigurationReader.readStation(code, config: $0, plugins: $1) }
        #expect(installation.district.fundingLines.map(\.code) == ["public-health", "charity"])
    }

    @Test func `a file of funding under another name is not passed over`() throws {
        var sample = SampleConfiguration()
        sample.files["config/funding/posting-rule.yaml"] = SampleConfiguration.postingRules
        let mistakes = try sample.fullMistakes()
        #expect(mistakes.map(\.place) == ["config/funding/posting-rule.yaml:1:1 file-name"])
        #expect(mistakes.first?.nearest == "posting-rules.yaml")
    }
}
