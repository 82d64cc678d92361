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
    static let section = "orderError"

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
}
