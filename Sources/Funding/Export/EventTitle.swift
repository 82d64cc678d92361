public import DistrictConfig
public import HubModel

/// What a business event is called: the title of its posting rule.
struct EventTitle {
    let words: LocalizedText

    /// - Parameters:
    ///   - event: a code of the posting rules; one that they have no more is its own title.
    ///   - fundingLine: of several rules for the event the one for the line's fund counts.
    init(event: String, fundingLine: String?, funding: FundingConfiguration) {
        let fund = fundingLine.flatMap { funding.line($0)?.fund }
        let rules = funding.rules.filter { $0.event == event }
        words =
            (rules.first { $0.funds.contains(fund) } ?? rules.first)?.title ?? LocalizedText(zh: event, en: event)
    }

    /// The narration 摘要 of its voucher.
    ///
    /// - Parameter taken: month, word and number of the voucher that it takes back.
    func narration(isRed: Bool, taken: String?) -> LocalizedText {
        guard isRed || taken != nil else { return words }
        let of = taken.map { " \($0)" } ?? ""
        return LocalizedText(zh: "\(words.zh)（红字冲销\(of)）", en: "\(words.en) (reversal\(of.isEmpty ? "" : " of\(of)"))")
    }
}

extension FundingBook {
    public var title: LocalizedText {
        switch self {
        case .financial: LocalizedText(zh: "财务会计账", en: "Financial book")
        case .budgetary: LocalizedText(zh: "预算会计账", en: "Budgetary book")
        }
    }
}
