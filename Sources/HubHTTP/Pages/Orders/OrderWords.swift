import HubModel
import PageKit

/// Texts of the pages about service orders.
enum OrderWords: String, Wording {
    static let section = "order"

    case menu
    case title, lead, new, state, package, sort, newest, oldest, all, show, number, service, resident, amount, performer
    case when, none, noneHint, noMatch, more, back, byStation, byDepartment, nobody
    case copayment, government, group, timeline, nextStep, evidence, reason
    case accept, department, departmentHelp, deliver, deliverLabel, deliverHelp, link, code, verifyLead
    case cancel, cancelLabel, cancelHelp, cancelEffect, denied, waiting, done, notHeld
    case newLead, choose, residentId, residentHelp, placeButton, residentLink, residentLinkLead
    case linkTitle, linkLead, placeLinkLead, codeTitle, codeLead, validUntil, counter
    case orderTitle, orderLead, orderConfirm, ordered, orderedLead, discreet
    case verifyTitle, verifyAsk, received, notReceived, thanks, thanksDenied, codeForm, codeFormLead, typedCode
    case step, who, at, note
    case pays, priceAndSubsidy, quote, quoteFirst, notMeantFor, meantForUnknown, freeRound

    var placeholders: Set<String> {
        switch self {
        case .denied, .validUntil: ["time"]
        case .orderLead, .verifyAsk: ["station"]
        case .orderedLead: ["order"]
        case .pays: ["amount"]
        case .priceAndSubsidy: ["price", "subsidy"]
        case .notMeantFor, .meantForUnknown: ["package", "reasons"]
        default: []
        }
    }
}
