import Foundation
import HubModel
import HubRuntime
import PageKit
import Services

/// Puts the list together.
struct OrderListPageMaker {
    let station: StationCode
    let filter: ReadOrders.Filter
    let naming: OrderNaming
    let formats: Formats

    private var language: Language { formats.language }
    private var path: String { OrderPaths.list(of: station) }

    func page(_ page: ReadOrders.Page, frame: PageFrame) -> OrderListPage {
        let isFiltered = filter.state != nil || filter.package != nil
        let packages = Set(page.packages).union([filter.package].compactMap { $0 }).sorted()
        return OrderListPage(
            frame: frame, words: Words(language),
            new: PageLink(text: OrderWords.new(language), address: language.address("\(path)/new")), action: path,
            kept: language == .zh ? [] : [.init(name: "lang", value: language.rawValue)],
            states: [all(filter.state == nil)]
                + OrderStepKind.allCases.map {
                    PageOption(
                        value: $0.rawValue, text: $0(language), isSelected: filter.state == $0)
                },
            packages: [all(filter.package == nil)]
                + packages.map {
                    PageOption(value: $0, text: naming.package($0, language), isSelected: filter.package == $0)
                },
            sorts: [
                PageOption(value: "newest", text: OrderWords.newest(language), isSelected: !filter.oldestFirst),
                PageOption(value: "oldest", text: OrderWords.oldest(language), isSelected: filter.oldestFirst),
            ], rows: page.orders.map(row),
            emptyTitle: (isFiltered ? OrderWords.noMatch : .none)(language),
            emptyHint: isFiltered ? nil : OrderWords.noneHint(language), next: page.next.map(next))
    }

    private func all(_ isSelected: Bool) -> PageOption {
        PageOption(value: "", text: OrderWords.all(language), isSelected: isSelected)
    }

    private func row(_ order: OrderRecord) -> OrderListPage.Row {
        let (line, state) = (order.line, order.state ?? .placed)
        let began = order.standing.span?.lowerBound
        return OrderListPage.Row(
            number: order.order, address: language.address(OrderPaths.one(order.order, at: station)),
            service: line.map { naming.item($0, language) } ?? OrderWords.notHeld(language),
            package: line.map { naming.package($0.package, language) } ?? "",
            resident: order.subject?.short ?? OrderWords.nobody(language),
            amount: line.map { formats.money(fen: $0.amountFen) } ?? "", state: state(language),
            isOpen: OrderRules.next(after: order.standing) != nil,
            performer: line?.performer.map { naming.performer($0, language) } ?? "",
            placed: began.map(formats.moment) ?? "", fullTime: began.map(formats.full) ?? "")
    }

    private func next(_ cursor: OrderCursor) -> PageLink {
        var items = URLComponents()
        items.queryItems = [
            URLQueryItem(name: "state", value: filter.state?.rawValue ?? ""),
            URLQueryItem(name: "package", value: filter.package ?? ""),
            URLQueryItem(name: "sort", value: filter.oldestFirst ? "oldest" : "newest"),
            URLQueryItem(name: "after", value: cursor.text),
        ]
        return PageLink(
            text: OrderWords.more(language), address: language.address("\(path)?\(items.percentEncodedQuery ?? "")"))
    }
}
