import Funding
import HubModel
import PageKit

/// Puts events into words.
struct FundingEventRows {
    let naming: FundingNaming
    let formats: Formats

    private var language: Language { formats.language }

    /// - Parameters:
    ///   - line: whose list it is, so that what it gave away stands with a minus.
    ///   - opensVouchers: whether the reader may open them.
    func rows(
        _ events: [FundingEventRecord], of line: BudgetLine? = nil, opensVouchers: Bool = true
    ) -> [FundingEventRow] {
        events.map { event in
            let given = line != nil && event.toLine != nil && event.toLine?.id != line?.id
            let amount = naming.amount(of: event)
            return FundingEventRow(
                day: event.day.description, fullTime: formats.full(event.occurredAt),
                what: naming.event(event.event, language), amount: MoneyAmount(given ? -amount : amount, formats),
                order: event.order ?? "", about: about(event, line), who: naming.person(event.recordedBy, language),
                voucherName: event.voucher.map { naming.voucher($0.word, $0.number, $0.state, language) }
                    ?? FundingWords.noVoucher(language),
                voucherAddress: opensVouchers
                    ? event.voucher.map { language.address(FundingPaths.voucher($0.id)) } : nil)
        }
    }

    private func about(_ event: FundingEventRecord, _ line: BudgetLine?) -> [String] {
        let colon = language == .zh ? "：" : ": "
        var about: [String] = []
        if let from = event.line, event.toLine != nil, from.id != line?.id {
            about.append("\(FundingWords.from(language)) \(name(from, line))")
        }
        if let to = event.toLine, to.id != line?.id {
            about.append("\(FundingWords.to(language)) \(name(to, line))")
        }
        if let document = event.document { about.append("\(FundingWords.document(language))\(colon)\(document)") }
        if let reason = event.reason { about.append("\(FundingWords.reason(language))\(colon)\(reason)") }
        return about
            + event.notes.map { $0 == .future ? FundingWords.future(language) : FundingWords.closedMonth(language) }
    }

    private func name(_ other: BudgetLine, _ line: BudgetLine?) -> String {
        let holder = naming.holder(of: other, formats)
        guard other.fundingLine != line?.fundingLine else { return holder }
        return "\(naming.line(other.fundingLine, language)) · \(holder)"
    }
}
