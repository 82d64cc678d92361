import HTTPTypes
import HubModel
import PageKit
import Services

/// What is said of orders that can't be placed or taken further.
extension Problem {
    init(_ error: OrderError) {
        let words = OrderErrorWords(error)
        switch error {
        case .unknownOrder: self = .notFound()
        case .priceDiffers(let copaymentFen):
            self = Problem(
                .conflict, words.rawValue, zh: words.text.zh, en: words.text.en,
                extensions: ["copaymentFen": .number(copaymentFen)])
        case .placed, .accepted, .notAccepted, .delivered, .notDelivered, .verified, .cancelled, .notHeld:
            self = Problem(.conflict, words.rawValue, zh: words.text.zh, en: words.text.en)
        case .notOffered, .missingEvidence, .missingReason, .invalidPerformer, .invalidResident:
            self = Problem(.unprocessableContent, words.rawValue, zh: words.text.zh, en: words.text.en)
        }
    }

    init(_ error: OrderLinkError) {
        let words = OrderErrorWords(error)
        switch error {
        case .unknown: self = .notFound()
        case .used, .expired, .replaced:
            self = Problem(.gone, words.rawValue, zh: words.text.zh, en: words.text.en)
        case .wrongCode:
            self = Problem(.unprocessableContent, words.rawValue, zh: words.text.zh, en: words.text.en)
        }
    }
}

/// One text for each rule that an order can violate; the raw values are the codes of problem documents.
enum OrderErrorWords: String, Wording {
    case unknownOrder = "unknown_order"
    case placed = "order_placed"
    case accepted = "order_accepted"
    case notAccepted = "order_not_accepted"
    case delivered = "order_delivered"
    case notDelivered = "order_not_delivered"
    case verified = "order_verified"
    case cancelled = "order_cancelled"
    case notOffered = "not_offered"
    case notHeld = "order_not_held"
    case missingEvidence = "missing_evidence"
    case missingReason = "missing_reason"
    case invalidPerformer = "invalid_performer"
    case invalidResident = "invalid_resident"
    case priceDiffers = "price_differs"
    case unknownLink = "unknown_link"
    case usedLink = "used_link"
    case expiredLink = "expired_link"
    case replacedLink = "replaced_link"
    case wrongCode = "wrong_code"

    init(_ error: OrderError) {
        self =
            switch error {
            case .unknownOrder: .unknownOrder
            case .placed: .placed
            case .accepted: .accepted
            case .notAccepted: .notAccepted
            case .delivered: .delivered
            case .notDelivered: .notDelivered
            case .verified: .verified
            case .cancelled: .cancelled
            case .notOffered: .notOffered
            case .notHeld: .notHeld
            case .missingEvidence: .missingEvidence
            case .missingReason: .missingReason
            case .invalidPerformer: .invalidPerformer
            case .invalidResident: .invalidResident
            case .priceDiffers: .priceDiffers
            }
    }

    init(_ error: OrderLinkError) {
        self =
            switch error {
            case .unknown: .unknownLink
            case .used: .usedLink
            case .expired: .expiredLink
            case .replaced: .replacedLink
            case .wrongCode: .wrongCode
            }
    }

    var text: LocalizedText {
        switch self {
        case .unknownOrder: LocalizedText("没有这张单", "There is no such order")
        case .placed: LocalizedText("这张单已经下过了", "The order was placed already")
        case .accepted: LocalizedText("这张单已有人接，请刷新查看", "The order was accepted already; open it again")
        case .notAccepted: LocalizedText("还没有人接单，请先接单", "Nobody has accepted the order yet; accept it first")
        case .delivered: LocalizedText("已登记过服务，请刷新查看", "The delivery is on record already; open the order again")
        case .notDelivered: LocalizedText("还没有登记服务，不能请居民确认", "Nothing was delivered yet that a resident could verify")
        case .verified: LocalizedText("居民已经确认，不能再改动", "The resident has verified it; nothing can be changed any more")
        case .cancelled: LocalizedText("这张单已经取消，不能再改动", "The order was cancelled; nothing can be changed any more")
        case .notOffered: LocalizedText("本站现在不提供这项服务，请重新选择", "The station does not offer this now; choose again")
        case .notHeld:
            LocalizedText(
                "这张单是早先由站点登记的，请在站点的程序里继续办理",
                "The station placed this order before the hub kept orders; go on in the station's program")
        case .missingEvidence:
            LocalizedText("请写明做了什么，2 至 500 字", "Say what was done, in 2 to 500 characters")
        case .missingReason: LocalizedText("请写明取消的原因，2 至 500 字", "Say why it is cancelled, in 2 to 500 characters")
        case .invalidPerformer:
            LocalizedText("没有这个部门，请从列表中选择接单方", "There is no such department; choose from the list who takes the order")
        case .invalidResident:
            LocalizedText(
                "居民编号不对，请从居民页面复制完整编号", "That is no resident's id; copy the whole id from the resident's page")
        case .priceDiffers:
            LocalizedText(
                "应付金额有变，请核对下面的价格后再下单", "What is to be paid has changed; check the price below, then order")
        case .unknownLink: LocalizedText("没有这个链接，请向站点索取", "There is no such link; ask the station for one")
        case .usedLink: LocalizedText("这个链接已经用过了", "The link was used already")
        case .expiredLink: LocalizedText("这个链接已过期，请向站点索取新的", "The link is too old; ask the station for a new one")
        case .replacedLink: LocalizedText("站点已发出新的链接，请用新的", "The station has made a newer link; use that one")
        case .wrongCode:
            LocalizedText(
                "单号或确认码不对，或确认码已失效。每个确认码最多试 5 次。",
                "The order's number or the code is wrong, or the code is no longer valid. A code can be tried five times."
            )
        }
    }
}
