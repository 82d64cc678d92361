import Funding
import HubModel
import PageKit

/// Puts the page together.
struct FundingInboxPageMaker {
    let naming: FundingNaming
    let stations: [StationCode: LocalizedText]
    let context: FundingContext
    let formats: Formats
    let station: StationCode?
    /// Whether the reader acts on it.
    let acts: Bool

    private var language: Language { formats.language }

    func page(
        _ inbox: ReadFundingInbox.Inbox, typed: FormFields, frame: PageFrame, token: String
    ) -> FundingInboxPage {
        let shown = Int64(inbox.exceptions.count)
        return FundingInboxPage(
            frame: frame, tabs: FundingTabs(FundingPaths.inbox, language),
            words: Words(language),
            kept: FundingOverviewPageMaker.kept(language),
            stations: [PageOption(value: "", text: FundingWords.all(language), isSelected: station == nil)]
                + stations.keys.sorted().map {
                    PageOption(
                        value: $0.rawValue, text: "\($0) \(stations[$0]?[language] ?? "")", isSelected: $0 == station)
                },
            unfunded: inbox.unfunded.map(unfunded),
            unfundedCount: formats.number(Int64(inbox.unfundedCount)),
            retry: acts && inbox.unfundedCount > 0 ? language.address(FundingPaths.inbox + "/retry") : nil,
            exceptions: inbox.exceptions.map { exception($0, typed) },
            exceptionCount: formats.number(Int64(inbox.exceptionCount)),
            exceptionsShown: station == nil && inbox.exceptionCount > inbox.exceptions.count
                ? FundingInboxWords.shown(language).replacing("{n}", with: formats.number(shown))
                    .replacing("{all}", with: formats.number(Int64(inbox.exceptionCount))) : nil,
            next: inbox.next.map { place in
                let query = [
                    station.map { PageParameter(name: "station", value: $0.rawValue) },
                    PageParameter(name: "after", value: place.text),
                ].compactMap(\.self)
                return PageLink(
                    text: FundingWords.more(language), address: language.address(query.address(FundingPaths.inbox)))
            }, token: token)
    }

    private func unfunded(_ order: UnfundedOrder) -> FundingInboxPage.Unfunded {
        FundingInboxPage.Unfunded(
            order: order.key.order, place: naming.station(order.key.station, language),
            service: naming.service(order.package, order.item, language),
            wanted: MoneyAmount(max(order.wantedFen, order.actualFen ?? 0), formats),
            note: order.actualFen == nil ? "" : FundingInboxWords.verified(language),
            time: formats.moment(order.occurredAt), fullTime: formats.full(order.occurredAt),
            why: order.reason?(language) ?? FundingInboxWords.unreserved(language),
            todo: (order.reason.flatMap { UnfundedTodo.known($0.rawValue) } ?? FundingInboxWords.tryAgain.text)[
                language], remedies: acts ? remedies(order) : [],
            bookAgain: acts && order.reason == .voucherRejected ? bookAgain(order.key) : nil)
    }

    private func bookAgain(_ key: OrderKey) -> FundingInboxPage.BookAgain {
        FundingInboxPage.BookAgain(
            action: language.address(FundingPaths.inbox + "/book-again"), station: key.station.rawValue,
            label: "\(FundingInboxWords.bookAgain(language)) \(key.order)")
    }

    /// Where the missing budget is given, the form filled in as far as it is known.
    private func remedies(_ order: UnfundedOrder) -> [PageLink] {
        guard order.reason == .noBudgetLine || order.reason == .budgetExhausted,
            let line = context.package(order.package, order.key.station)?.fundingLine
        else { return [] }
        let year = formats.day(order.occurredAt).year
        return [
            PageLink(
                text: FundingInboxWords.allocate(language),
                address: language.address(
                    "\(FundingPaths.move(.allocate))?funding-line=\(line)&year=\(year)&station=\(order.key.station)"))
        ]
    }

    private func exception(_ exception: FundingException, _ typed: FormFields) -> FundingInboxPage.Exception {
        let fact = exception.fact.description
        let service = exception.package.map { naming.service($0, exception.item ?? "", language) }
        let amount = exception.actualFen ?? exception.wantedFen
        let times =
            exception.times > 1
            ? FundingInboxWords.times(language).replacing("{n}", with: formats.number(Int64(exception.times))) : nil
        let about = [
            service, amount.map { formats.money(fen: $0) },
            exception.state.map { $0(language) },
            times,
        ]
        let form = FormPage.Form(
            action: language.address(FundingPaths.inbox + "/resolve"),
            fields: [
                FormPage.Field(
                    name: "note.\(fact)", label: FundingInboxWords.note(language), value: typed["note.\(fact)"] ?? "",
                    help: FundingInboxWords.noteHelp(language))
            ], button: FundingInboxWords.resolve(language),
            hidden: [
                .init(name: "fact", value: fact), .init(name: "station", value: exception.key.station.rawValue),
            ])
        return FundingInboxPage.Exception(
            id: "exception-\(fact)",
            what: exception.code?(language)
                ?? FundingInboxWords.unknown(language),
            order: exception.key.order, place: naming.station(exception.key.station, language),
            about: about.compactMap(\.self).joined(separator: " · "), time: formats.moment(exception.raisedAt),
            fullTime: formats.full(exception.raisedAt),
            todo: exception.code.map { FundingExceptionTodo.text(of: $0)[language] }
                ?? FundingInboxWords.unknownTodo(language), settling: acts ? [form] : [])
    }
}
