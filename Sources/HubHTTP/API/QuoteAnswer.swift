import DistrictConfig
import HubModel
import HubRuntime
import PluginKit
import Services

/// What somebody would pay, as JSON.
struct QuoteAnswer: Encodable {
    struct Item: Encodable {
        let item: String
        let title: LocalizedText
        let priceFen: Int64
        let copaymentFen: Int64
        let subsidyFen: Int64
        let group: String?
    }

    struct Doubt: Encodable {
        let package: String
        let standing: String
        let reasons: [Reason]
    }

    let items: [Item]
    /// Packages that are not meant for the resident, or of which that is open.
    let doubts: [Doubt]

    init(_ quote: OrderQuote) {
        items = quote.items.map {
            Item(
                item: $0.item.key, title: $0.item.title, priceFen: $0.share.price.fen,
                copaymentFen: $0.share.copayment.fen, subsidyFen: $0.share.subsidy.fen, group: $0.share.group)
        }
        doubts = quote.doubts.map { Doubt(package: $0.package, standing: $0.standing.rawValue, reasons: $0.reasons) }
    }
}
