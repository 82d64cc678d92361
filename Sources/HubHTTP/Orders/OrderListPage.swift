import Foundation
import HubModel
import HubRuntime
import PageKit
import Services

/// The list of a station's orders: every text is ready.
struct OrderListPage: PageModel {
    static let template = "orders"

    struct Row: Sendable {
        let number: String
        let address: String
        let service: String
        let package: String
        let resident: String
        let amount: String
        let state: String
        /// Something has to be done by the station.
        let isOpen: Bool
        let performer: String
        let placed: String
        let fullTime: String
    }

    let frame: PageFrame
    let words: [String: String]
    let new: PageLink
    let action: String
    let kept: [OverviewRequest.Parameter]
    let states: [PageOption]
    let packages: [PageOption]
    let sorts: [PageOption]
    let rows: [Row]
    let isEmpty: Bool
    let emptyTitle: String
    let emptyHint: String?
    let next: PageLink?
}

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
            frame: frame, words: OrderWords.words(in: language),
            new: PageLink(text: OrderWords.new(language), address: language.address("\(path)/new")), action: path,
            kept: language == .zh ? [] : [.init(name: "lang", value: language.rawValue)],
            states: [all(filter.state == nil)]
                + OrderStepKind.allCases.map {
                    PageOption(
                        value: $0.rawValue, text: OrderStateWords($0)(language), isSelected: filter.state == $0)
                },
            packages: [all(filter.package == nil)]
                + packages.map {
                    PageOption(value: $0, text: naming.package($0, language), isSelected: filter.package == $0)
                },
            sorts: [
                PageOption(value: "newest", text: OrderWords.newest(language), isSelected: !filter.oldestFirst),
                PageOption(value: "oldest", text: OrderWords.oldest(language), isSelected: filter.oldestFirst),
            ], rows: page.orders.map(row), isEmpty: page.orders.isEmpty,
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
            amount: line.map { formats.money(fen: $0.amountFen) } ?? "", state: OrderStateWords(state)(language),
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

extension OrderCursor {
    /// As it stands in an address: seconds since 1970 and the order.
    var text: String { "\(Int64(beganAt.timeIntervalSince1970))_\(order)" }

    init?(text: String) {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = Int64(parts[0]), (0...253_402_300_799).contains(seconds),
            !parts[1].contains("\0")
        else { return nil }
        self.init(beganAt: Date(timeIntervalSince1970: Double(seconds)), order: String(parts[1]))
    }
}
