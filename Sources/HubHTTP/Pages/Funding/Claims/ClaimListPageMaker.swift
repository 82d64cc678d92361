import Foundation
import Funding
import HubModel
import PageKit

/// Puts the lists together.
struct ClaimListPageMaker {
    let naming: FundingNaming
    let formats: Formats
    let state: Claim.State?
    /// The station of the manager who looks.
    let manager: StationCode?
    /// The station that the bureau looks at.
    let station: StationCode?
    let stations: [StationCode: LocalizedText]

    private var language: Language { formats.language }
    private var path: String { manager.map { FundingPaths.claims(of: $0) } ?? FundingPaths.claims }

    var query: [PageParameter] {
        [("state", state?.rawValue), ("station", station?.rawValue)].compactMap { name, value in
            value.map { .init(name: name, value: $0) }
        }
    }

    func page(_ page: ReadClaims.Page, frame: PageFrame, token: String) -> ClaimListPage {
        func all(_ isSelected: Bool) -> PageOption {
            PageOption(value: "", text: ClaimWords.all(language), isSelected: isSelected)
        }
        return ClaimListPage(
            frame: frame, tabs: manager == nil ? FundingTabs(FundingPaths.claims, language) : nil,
            words: Words(language), title: (manager == nil ? ClaimWords.title : .ownTitle)(language),
            lead: (manager == nil ? ClaimWords.lead : .ownLead)(language), action: path,
            submitting: language.address(path), kept: FundingOverviewPageMaker.kept(language),
            states: [all(state == nil)]
                + Claim.State.allCases.map {
                    PageOption(value: $0.rawValue, text: $0(language), isSelected: $0 == state)
                },
            stations: [all(station == nil)]
                + stations.keys.sorted().map {
                    PageOption(
                        value: $0.rawValue, text: "\($0) \(stations[$0]?[language] ?? "")", isSelected: $0 == station)
                }, hasStations: manager == nil, rows: page.claims.map(row),
            emptyTitle: (query.isEmpty ? ClaimWords.none : .noMatch)(language),
            next: page.next.map { cursor in
                let after = (query + [.init(name: "after", value: cursor.text)]).address(path)
                return PageLink(text: FundingWords.more(language), address: language.address(after))
            }, token: token)
    }

    func row(_ claim: Claim) -> ClaimListPage.Row {
        ClaimListPage.Row(
            number: claim.number,
            address: language.address(
                manager.map { FundingPaths.claim(claim.id, of: $0) } ?? FundingPaths.claim(claim.id)),
            place: naming.station(claim.station, language), payee: naming.payee(claim.payee, language),
            line: naming.line(claim.line.fundingLine, language), total: MoneyAmount(claim.totalFen, formats),
            stands: claim.state(language),
            isOpen: manager == nil && (claim.state == .submitted || claim.state == .approved),
            time: formats.moment(claim.submittedAt), fullTime: formats.full(claim.submittedAt))
    }

    /// What can be claimed, each group a form of its own; a form that was refused as it was typed.
    ///
    /// - Parameter id: made for each form.
    func groups(_ claimable: [ClaimableOrders], typed: FormFields, id: () -> UUID) -> [ClaimListPage.Group] {
        claimable.enumerated().map { number, group in
            let key = "\(group.line.id.lowercased)/\(group.payee)"
            let isTyped = typed["group"] == key
            let orders = group.orders.prefix(SubmitClaim.limit)
            let total = formats.money(fen: orders.reduce(0) { $0 + $1.fen })
            return ClaimListPage.Group(
                id: "group-\(number)", key: key,
                heading:
                    "\(naming.line(group.line.fundingLine, language)) · \(naming.holder(of: group.line, formats))",
                payee: naming.payee(group.payee, language),
                chosen: ClaimWords.chosen(language).replacing("{n}", with: formats.number(Int64(orders.count)))
                    .replacing("{total}", with: total),
                limit: group.orders.count > SubmitClaim.limit
                    ? ClaimWords.first(language).replacing("{n}", with: formats.number(Int64(SubmitClaim.limit))) : nil,
                claim: ((isTyped ? typed["claim"].flatMap(UUID.init(uuidString:)) : nil) ?? id()).lowercased,
                choices: orders.enumerated().map { index, order in
                    ClaimListPage.Group.Choice(
                        id: "order-\(number)-\(index)", field: "order.\(index)", value: order.order,
                        service: naming.service(order.package, order.item, language),
                        group: order.subsidyGroup ?? "", amount: MoneyAmount(order.fen, formats),
                        isChosen: !isTyped || typed["order.\(index)"] == order.order)
                })
        }
    }
}
