import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts the section together.
struct OrderFundingMaker {
    let funding: FundingConfiguration
    let formats: Formats

    private var language: Language { formats.language }

    func section(_ money: OrderFundingRecord) -> OrderFundingSection {
        let claims = Dictionary(money.claims.map { ($0.id, $0) }) { first, _ in first }
        let dated =
            money.entries.map { ($0.occurredAt, row($0, claims)) } + money.claims.map { ($0.submittedAt, row($0)) }
        let rows = dated.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
        return OrderFundingSection(
            words: Words(language), standing: standing(money),
            troubles: money.exceptions.filter { $0.resolvedAt == nil }.map(trouble), rows: rows)
    }

    private func standing(_ money: OrderFundingRecord) -> String {
        let state = money.funding.state(language)
        let reason = money.funding.reason?(language)
        let fen = money.funding.actualFen ?? money.funding.wantedFen
        return [state, reason, formats.money(fen: fen), money.line.map(name)].compactMap(\.self)
            .joined(separator: " · ")
    }

    private func row(_ entry: OrderFundingRecord.Entry, _ claims: [UUID: OrderFundingRecord.Claim])
        -> OrderFundingSection.Row
    {
        let title = funding.rules.first { $0.event == entry.event }?.title[language] ?? entry.event
        let claim = entry.claim.flatMap { claims[$0] }.map { "\(OrderFundingWords.claim(language)) \($0.number)" }
        let paper = [entry.voucher.map(voucher), claim, entry.reason].compactMap(\.self).joined(separator: " · ")
        return OrderFundingSection.Row(
            what: title, time: formats.moment(entry.occurredAt), fullTime: formats.full(entry.occurredAt),
            amount: formats.money(fen: entry.fen), line: entry.line.map(name) ?? "", paper: paper)
    }

    private func row(_ claim: OrderFundingRecord.Claim) -> OrderFundingSection.Row {
        let state = Claim.State.text(of: claim.state, language)
        return OrderFundingSection.Row(
            what: OrderFundingWords.claim(language), time: formats.moment(claim.submittedAt),
            fullTime: formats.full(claim.submittedAt), amount: formats.money(fen: claim.fen), line: "",
            paper: "\(claim.number) · \(state)")
    }

    /// `记-12`, or the word and what it waits for.
    private func voucher(_ voucher: OrderFundingRecord.Voucher) -> String {
        let state = VoucherSummary.State.text(of: voucher.state, language)
        guard let number = voucher.number else { return "\(voucher.word) · \(state)" }
        return "\(voucher.word)-\(number) (\(formats.month(voucher.month))) · \(state)"
    }

    private func name(_ line: BudgetLine) -> String {
        funding.line(line.fundingLine)?.title[language] ?? line.fundingLine
    }

    private func trouble(_ exception: OrderFundingRecord.Exception) -> String {
        let code = FundingException.Code.text(of: exception.code, language)
        if exception.differences.isEmpty { return code }
        let differences = exception.differences.map(difference).joined(separator: language == .zh ? "；" : "; ")
        return "\(code)\(language == .zh ? "：" : ": ")\(differences)"
    }

    private func difference(_ difference: OrderDifference) -> String {
        func shown(_ text: String?) -> String {
            guard let text else { return "–" }
            switch difference.subject {
            case .amount, .copayment, .government: return Int64(text).map { formats.money(fen: $0) } ?? text
            case .group, .package, .item, .order: return text
            }
        }
        let subject = difference.subject(language)
        return "\(subject) \(shown(difference.before)) → \(shown(difference.after))"
    }
}
