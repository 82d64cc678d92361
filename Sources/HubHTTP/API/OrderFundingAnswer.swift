import Foundation
import Funding
import HubModel

/// What the money of an order did, as JSON.
struct OrderFundingAnswer: Encodable {
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
}
