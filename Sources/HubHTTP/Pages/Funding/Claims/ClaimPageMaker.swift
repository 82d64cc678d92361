import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts a claim's page together, for the station or for the bureau.
struct ClaimPageMaker {
    let naming: FundingNaming
    let formats: Formats
    let reader: UUID
    /// Whether the reader decides on claims and pays them.
    let acts: Bool
    /// The station, when it is its manager who looks.
    let station: StationCode?

    private var language: Language { formats.language }

    func page(
        _ claim: Claim, _ orders: [ClaimedOrder], payment: FundingEventRecord?, typed: FormFields, event: UUID,
        frame: PageFrame, token: String
    ) -> ClaimPage {
        var page = ClaimPage(
            frame: frame, tabs: station == nil ? FundingTabs(FundingPaths.claims, language) : nil,
            words: Words(language),
            back: PageLink(
                text: ClaimWords.back(language),
                address: language.address(station.map { FundingPaths.claims(of: $0) } ?? FundingPaths.claims)),
            title: claim.number, stateText: claim.state(language),
            facts: facts(claim, orders, payment),
            orders: orders.map { order($0, claim) }, token: token)
        if station == nil {
            offer(claim, orders, typed, event, &page)
        } else if claim.state == .submitted {
            page.forms = [
                FormPage.Form(
                    action: language.address(FundingPaths.claim(claim.id, of: claim.station) + "/withdraw"),
                    button: ClaimWords.withdraw(language), isDanger: true,
                    consequence: ClaimWords.withdrawEffect(language))
            ]
        } else {
            page.calm = claim.state == .paying ? ClaimWords.waiting(language) : nil
        }
        return page
    }

    private func facts(
        _ claim: Claim, _ orders: [ClaimedOrder], _ payment: FundingEventRecord?
    ) -> [OrderPage.Fact] {
        func fact(_ words: ClaimWords, _ text: String?, link: String? = nil) -> OrderPage.Fact? {
            text.map { OrderPage.Fact(term: words(language), text: $0, link: link.map { language.address($0) }) }
        }
        let voucher = payment?.voucher
        return [
            fact(.total, formats.money(fen: claim.totalFen)),
            fact(.orders, ClaimWords.count(language).replacing("{n}", with: formats.number(Int64(orders.count)))),
            station == nil ? fact(.station, "\(naming.station(claim.station, language)) \(claim.station)") : nil,
            fact(.payee, naming.payee(claim.payee, language)),
            fact(
                .line, "\(naming.line(claim.line.fundingLine, language)) · \(naming.holder(of: claim.line, formats))",
                link: station == nil ? FundingPaths.budgetLine(claim.line) : nil),
            fact(.by, "\(naming.person(claim.submittedBy, language)) · \(formats.full(claim.submittedAt))"),
            station == nil
                ? fact(.decided, claim.decidedBy.map { naming.person($0, language) })
                : fact(.decided, claim.decidedAt.map { formats.full($0) }),
            fact(.reason, claim.reason),
            fact(
                .payment,
                voucher.map { naming.voucher($0.word, $0.number, $0.state, language) },
                link: station == nil ? voucher.map { FundingPaths.voucher($0.id) } : nil),
        ].compactMap(\.self)
    }

    private func order(_ order: ClaimedOrder, _ claim: Claim) -> ClaimPage.Order {
        let stands =
            order.isReturning
            ? ClaimWords.returning(language)
            : order.isLive ? order.state(language) : ClaimWords.returned(language)
        return ClaimPage.Order(
            number: order.order,
            orderAddress: station.map { language.address(OrderPaths.one(order.order, at: $0)) },
            service: naming.service(order.package, order.item, language), group: order.subsidyGroup ?? "",
            amount: MoneyAmount(order.fen, formats), stands: stands)
    }

    private func offer(
        _ claim: Claim, _ orders: [ClaimedOrder], _ typed: FormFields, _ event: UUID, _ page: inout ClaimPage
    ) {
        guard acts else {
            page.calm = ClaimWords.readOnly(language)
            return
        }
        switch claim.state {
        case .submitted where claim.bar(to: reader) != nil: page.calm = ClaimWords.own(language)
        case .submitted: page.forms = [approve(claim), reject(claim, typed)]
        case .approved: page.forms = [pay(claim, typed, event), reject(claim, typed)]
        case .paying: page.calm = ClaimWords.waiting(language)
        case .paid:
            page.returning = giveBack(claim, orders, typed, event)
            if page.returning == nil { page.calm = ClaimWords.closed(language) }
        case .withdrawn, .rejected: page.calm = ClaimWords.closed(language)
        }
    }

    private func action(_ claim: Claim, _ name: String) -> String {
        language.address("\(FundingPaths.claim(claim.id))/\(name)")
    }

    private func approve(_ claim: Claim) -> FormPage.Form {
        FormPage.Form(
            action: action(claim, "approve"), button: ClaimWords.approve(language),
            consequence: ClaimWords.approveEffect(language))
    }

    private func reject(_ claim: Claim, _ typed: FormFields) -> FormPage.Form {
        FormPage.Form(
            action: action(claim, "reject"),
            fields: [
                FormPage.Field(
                    name: "reason", label: ClaimWords.rejectReason(language), value: typed["reason"] ?? "",
                    help: ClaimWords.rejectHelp(language))
            ], button: ClaimWords.reject(language), isDanger: true, consequence: ClaimWords.rejectEffect(language))
    }

    private func document(_ typed: FormFields) -> FormPage.Field {
        FormPage.Field(
            name: "document", label: ClaimWords.document(language), value: typed["document"] ?? "",
            help: ClaimWords.documentHelp(language))
    }

    private func pay(_ claim: Claim, _ typed: FormFields, _ event: UUID) -> FormPage.Form {
        let line = naming.funding.line(claim.line.fundingLine)
        let methods = line.map { naming.funding.paymentMethods(of: $0) } ?? []
        return FormPage.Form(
            action: action(claim, "pay"),
            fields: [
                FormPage.Field(
                    name: "method", label: ClaimWords.method(language),
                    options: methods.map { method in
                        PageOption(
                            value: method.rawValue,
                            text: naming.funding.rule(for: method, fund: line?.fund)?.title[language]
                                ?? method.rawValue,
                            isSelected: typed["method"] == method.rawValue)
                    }), document(typed),
            ], button: ClaimWords.pay(language), hidden: [.init(name: "event", value: event.lowercased)],
            consequence: ClaimWords.payEffect(language))
    }

    private func giveBack(
        _ claim: Claim, _ orders: [ClaimedOrder], _ typed: FormFields, _ event: UUID
    ) -> ClaimPage.Return? {
        let live = orders.filter { $0.isLive && !$0.isReturning }
        guard !live.isEmpty else { return nil }
        return ClaimPage.Return(
            action: action(claim, "return"),
            choices: live.enumerated().map { index, order in
                ClaimPage.Return.Choice(
                    id: "return-\(index)", field: "order.\(index)", value: order.order,
                    label: "\(order.order) · \(formats.money(fen: order.fen))",
                    isChosen: typed["order.\(index)"] == order.order)
            },
            fields: [
                document(typed),
                FormPage.Field(
                    name: "return-reason", label: ClaimWords.returnReason(language),
                    value: typed["return-reason"] ?? ""),
            ], event: event.lowercased)
    }
}
