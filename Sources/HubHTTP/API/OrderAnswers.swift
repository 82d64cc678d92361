import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import PluginKit
import Services

/// A service order as JSON.
struct OrderAnswer: Encodable {
    struct Step: Encodable {
        let step: String
        let occurredAt: Date
        let actor: String
        let evidence: String?
        let reason: String?
    }

    let order: String
    let state: String?
    let placedAt: Date?
    /// Nil in what was told before details were kept.
    let package: String?
    let item: String?
    let amountFen: Int64?
    let copaymentFen: Int64?
    let group: String?
    let performer: String?
    let resident: String?
    let steps: [Step]
    let money: OrderMoneyAnswer?

    /// - Parameter money: nil where it isn't told.
    init(_ record: OrderRecord, money: OrderFundingRecord? = nil) {
        order = record.order
        state = record.state?.rawValue
        placedAt = record.standing.span?.lowerBound
        package = record.line?.package
        item = record.line?.item
        amountFen = record.line?.amountFen
        copaymentFen = record.line.map { $0.copaymentFen ?? 0 }
        group = record.line?.group
        performer = record.line?.performer
        resident = record.subject?.description
        steps = record.steps.map {
            Step(
                step: $0.kind.rawValue, occurredAt: $0.occurredAt, actor: $0.actor, evidence: $0.evidence,
                reason: $0.reason)
        }
        self.money = money.map(OrderMoneyAnswer.init)
    }

    struct Page: Encodable {
        let orders: [OrderAnswer]
        let next: String?

        init(_ page: ReadOrders.Page) {
            orders = page.orders.map { OrderAnswer($0) }
            next = page.next?.text
        }
    }

    static let schema = """
        {"type":"object","required":["order","steps"],"properties":{"order":{"type":"string"},\
        "state":{"enum":["placed","accepted","delivered","verified","cancelled"]},\
        "placedAt":{"type":"string","format":"date-time"},"package":{"type":"string"},"item":{"type":"string"},\
        "amountFen":{"type":"integer","minimum":0},"copaymentFen":{"type":"integer","minimum":0},\
        "group":{"type":"string"},"performer":{"type":"string"},"resident":{"type":"string","format":"uuid"},\
        "steps":{"type":"array","items":{"type":"object","required":["step","occurredAt","actor"]}},\
        "money":\(OrderMoneyAnswer.schema)}}
        """
    static let pageSchema = """
        {"type":"object","required":["orders"],"properties":{"orders":{"type":"array","items":\(schema)},\
        "next":{"type":"string","description":"where the next page begins; absent on the last one"}}}
        """
}

/// What the money of an order did, as JSON.
struct OrderMoneyAnswer: Encodable {
    struct Voucher: Encodable {
        let id: String
        let word: String
        let number: Int?
        let month: String
        let state: String
    }

    struct Entry: Encodable {
        let event: String
        let occurredAt: Date
        let day: CivilDate
        let fen: Int64
        let fundingLine: String?
        let reason: String?
        let notes: [String]
        let voucher: Voucher?
        let claim: String?
    }

    struct Claim: Encodable {
        let id: String
        let number: String
        let state: String
        let fen: Int64
        let submittedAt: Date
    }

    struct Exception: Encodable {
        let code: String
        let differences: [OrderDifference]
        let raisedAt: Date
        let resolvedAt: Date?
    }

    let state: String
    let reason: String?
    let wantedFen: Int64
    let actualFen: Int64?
    let fundingLine: String?
    let entries: [Entry]
    let claims: [Claim]
    let exceptions: [Exception]

    init(_ money: OrderFundingRecord) {
        state = money.funding.state.rawValue
        reason = money.funding.reason?.rawValue
        wantedFen = money.funding.wantedFen
        actualFen = money.funding.actualFen
        fundingLine = money.line?.fundingLine
        entries = money.entries.map { entry in
            Entry(
                event: entry.event, occurredAt: entry.occurredAt, day: entry.day, fen: entry.fen,
                fundingLine: entry.line?.fundingLine, reason: entry.reason, notes: entry.notes.map(\.rawValue),
                voucher: entry.voucher.map {
                    Voucher(
                        id: $0.id.uuidString.lowercased(), word: $0.word, number: $0.number,
                        month: String($0.month.description.prefix(7)), state: $0.state)
                }, claim: entry.claim?.uuidString.lowercased())
        }
        claims = money.claims.map {
            Claim(
                id: $0.id.uuidString.lowercased(), number: $0.number, state: $0.state, fen: $0.fen,
                submittedAt: $0.submittedAt)
        }
        exceptions = money.exceptions.map {
            Exception(
                code: $0.code, differences: $0.differences, raisedAt: $0.raisedAt, resolvedAt: $0.resolvedAt)
        }
    }

    static let schema = """
        {"type":"object","required":["state","wantedFen","entries","claims","exceptions"],"properties":{\
        "state":{"type":"string"},"reason":{"type":"string"},"wantedFen":{"type":"integer"},\
        "actualFen":{"type":"integer"},"fundingLine":{"type":"string"},\
        "entries":{"type":"array","items":{"type":"object","required":["event","occurredAt","day","fen"]}},\
        "claims":{"type":"array","items":{"type":"object","required":["number","state","fen"]}},\
        "exceptions":{"type":"array","items":{"type":"object","required":["code","differences"]}}}}
        """
}

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

    static let schema = """
        {"type":"object","required":["items","doubts"],"properties":{"items":{"type":"array","items":{"type":"object",\
        "required":["item","title","priceFen","copaymentFen","subsidyFen"]}},\
        "doubts":{"type":"array","items":{"type":"object","required":["package","standing","reasons"]}}}}
        """
}

/// An order that was placed, as JSON; without the group, since the answer is kept.
struct PlacedAnswer: Encodable {
    let order: String
    let priceFen: Int64
    let copaymentFen: Int64
    let subsidyFen: Int64

    init(_ placed: PlacedOrder) {
        order = placed.order
        priceFen = placed.share.price.fen
        copaymentFen = placed.share.copayment.fen
        subsidyFen = placed.share.subsidy.fen
    }

    static let schema = """
        {"type":"object","required":["order","priceFen","copaymentFen","subsidyFen"],"properties":{\
        "order":{"type":"string"},"priceFen":{"type":"integer","minimum":0},\
        "copaymentFen":{"type":"integer","minimum":0},"subsidyFen":{"type":"integer","minimum":0}}}
        """
}

/// A step that was taken, as JSON.
struct StepAnswer: Encodable {
    let order: String
    let state: String

    static let schema = """
        {"type":"object","required":["order","state"],"properties":{"order":{"type":"string"},\
        "state":{"enum":["accepted","delivered","cancelled"]}}}
        """
}
