import Foundation
import Funding
import HubModel
import PageKit

/// A station's own money: every text is ready.
struct StationFundingPage: PageModel {
    static let template = "station-funding"

    struct Line: Sendable {
        let name: String
        let term: String
        let figures: MoneyFigures
    }

    struct Unfunded: Sendable {
        let order: String
        let address: String
        let service: String
        let wanted: MoneyAmount
        let time: String
        let fullTime: String
        let why: String
    }

    let frame: PageFrame
    let words: [String: String]
    let action: String
    let years: [PageOption]
    let kept: [OverviewRequest.Parameter]
    let asOf: String
    let lines: [Line]
    let isEmpty: Bool
    let sums: MoneyFigures
    let unfunded: [Unfunded]
    let isUnfunded: Bool
    let unfundedCount: String
    let next: PageLink?
    /// The main action.
    let claims: PageLink
    let hasClaims: Bool
    let claimRows: [ClaimListPage.Row]
}

/// What a station's manager is shown.
struct StationFunding: Sendable {
    var year: Int
    var years: [Int]
    var standings: [BudgetStanding]
    var inbox: ReadFundingInbox.Inbox
    /// The latest ones.
    var claims: [Claim]
}

/// Puts the page together.
struct StationFundingPageMaker {
    let station: StationCode
    let naming: FundingNaming
    let formats: Formats

    private var language: Language { formats.language }

    func page(_ funding: StationFunding, frame: PageFrame) -> StationFundingPage {
        let year = FundingWords.fiscalYear(language).replacing("{year}", with: "\(funding.year)")
        return StationFundingPage(
            frame: frame,
            words: StationFundingWords.words(in: language).merging(FundingWords.words(in: language)) { own, _ in own },
            action: FundingPaths.ofStation(station),
            years: FundingOverviewPageMaker.years(funding.years, chosen: funding.year, language),
            kept: FundingOverviewPageMaker.kept(language),
            asOf: FundingWords.asOf(language).replacing("{year}", with: year)
                .replacing("{time}", with: formats.moment(formats.now)),
            lines: funding.standings.map { standing in
                StationFundingPage.Line(
                    name: naming.line(standing.line.fundingLine, language), term: term(standing.line),
                    figures: MoneyFigures([standing], formats))
            }, isEmpty: funding.standings.isEmpty, sums: MoneyFigures(funding.standings, formats),
            unfunded: funding.inbox.unfunded.map(unfunded), isUnfunded: !funding.inbox.unfunded.isEmpty,
            unfundedCount: formats.number(Int64(funding.inbox.unfundedCount)),
            next: funding.inbox.next.map { place in
                let after = OverviewRequest.Parameter(name: "after", value: place.text).inAddress
                return PageLink(
                    text: FundingWords.more(language),
                    address: language.address("\(FundingPaths.ofStation(station))?year=\(funding.year)&\(after)"))
            },
            claims: PageLink(
                text: StationFundingWords.claim(language), address: language.address(FundingPaths.claims(of: station))),
            hasClaims: !funding.claims.isEmpty,
            claimRows: funding.claims.map {
                ClaimListPageMaker(
                    naming: naming, formats: formats, state: nil, manager: station, station: nil, stations: [:]
                ).row($0)
            })
    }

    private func term(_ line: BudgetLine) -> String {
        guard line.length < 12 else { return StationFundingWords.wholeYear(language) }
        let (first, last) = (formats.month(line.months.lowerBound), formats.month(line.months.upperBound))
        return first == last ? first : "\(first)–\(last)"
    }

    private func unfunded(_ order: UnfundedOrder) -> StationFundingPage.Unfunded {
        StationFundingPage.Unfunded(
            order: order.key.order,
            address: language.address(OrderPaths.one(order.key.order, at: order.key.station)),
            service: naming.service(order.package, order.item, language),
            wanted: MoneyAmount(max(order.wantedFen, order.actualFen ?? 0), formats),
            time: formats.moment(order.occurredAt), fullTime: formats.full(order.occurredAt),
            why: UnfundedWords.text(order.reason).why[language])
    }
}

/// Texts of a station's page on its money.
enum StationFundingWords: String, Wording {
    case title, lead, budget, term, wholeYear, none, noneHint, unfundedTitle, unfundedLead, noUnfunded, service, needed
    case since, why, claim, claims, noClaims

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("本站经费", "Our funding")
        case .lead:
            LocalizedText(
                "接单时占用指标，居民确认后待支付，支付后计入执行率。",
                "An order reserves budget when it is taken, owes it when the resident verified it, and counts as executed when it is paid."
            )
        case .budget: LocalizedText("本站指标", "Our budget")
        case .term: LocalizedText("月份", "Months")
        case .wholeYear: LocalizedText("全年", "whole year")
        case .none: LocalizedText("本年度还没有下达指标", "No budget was allocated this year")
        case .noneHint:
            LocalizedText(
                "区卫健局下达指标后会显示在这里；没有指标时接的单不能报销。",
                "Budget lines stand here once the bureau allocates them; orders without a budget can't be claimed.")
        case .unfundedTitle: LocalizedText("无指标的点单", "Orders without a budget")
        case .unfundedLead:
            LocalizedText(
                "这些单暂时不能报销。请联系区经费管理员补足指标，补足后自动占用。",
                "They can't be claimed for now. Ask the finance officer for a budget; it is reserved once it is there.")
        case .noUnfunded: LocalizedText("每张单都有指标", "Every order has a budget behind it")
        case .service: LocalizedText("服务", "Service")
        case .needed: LocalizedText("需要", "Needed")
        case .since: LocalizedText("接单时间", "Taken")
        case .why: LocalizedText("原因", "Why")
        case .claim: LocalizedText("报销经费", "Claim")
        case .claims: LocalizedText("最近的报销单", "Our latest claims")
        case .noClaims: LocalizedText("还没有报销单", "There are no claims yet")
        }
    }
}
