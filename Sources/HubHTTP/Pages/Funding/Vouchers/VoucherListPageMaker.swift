import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts the list together.
struct VoucherListPageMaker {
    let naming: FundingNaming
    let formats: Formats
    let filter: ReadVouchers.Filter
    /// The reader, when they decide on vouchers.
    let decider: UUID?

    private var language: Language { formats.language }

    func page(_ page: ReadVouchers.Page, typed: FormFields, frame: PageFrame, token: String) -> VoucherListPage {
        let rows = page.vouchers.map { row($0, typed) }
        let query = Self.query(filter)
        let oldestFirst = page.vouchers.filter(\.waitsForReader).sorted {
            ($0.day, $0.preparedAt, $0.id) < ($1.day, $1.preparedAt, $1.id)
        }
        return VoucherListPage(
            frame: frame, tabs: FundingTabs(FundingPaths.vouchers, language), words: Words(language),
            months: [all(filter.month == nil)]
                + Set(page.months + [filter.month].compactMap(\.self)).sorted(by: >).map {
                    PageOption(
                        value: String($0.description.prefix(7)), text: formats.month($0), isSelected: $0 == filter.month
                    )
                },
            states: [all(filter.state == nil)]
                + VoucherSummary.State.allCases.map {
                    PageOption(
                        value: $0.rawValue, text: $0(language), isSelected: $0 == filter.state)
                },
            wordChoices: [all(filter.word == nil)]
                + naming.funding.entity.voucherWords.map {
                    PageOption(
                        value: $0.code, text: "\($0.code) \($0.title[language])", isSelected: $0.code == filter.word)
                },
            kept: FundingOverviewPageMaker.kept(language), rows: rows,
            emptyTitle: (filter.isEmpty ? VoucherWords.none : .noMatch)(language),
            emptyHint: filter.isEmpty ? VoucherWords.noneHint(language) : nil,
            next: page.next.map { place in
                let after = (query + [.init(name: "after", value: place.text)]).address(FundingPaths.vouchers)
                return PageLink(text: FundingWords.more(language), address: language.address(after))
            },
            canApprove: rows.contains(where: \.waitsForReader),
            action: language.address(query.address(FundingPaths.vouchers + "/approve")),
            shown: oldestFirst.map(\.id.lowercased).joined(separator: " "), token: token,
            enter: decider.map { _ in
                PageLink(text: EntryWords.title(language), address: language.address(FundingPaths.entries))
            })
    }

    static func query(_ filter: ReadVouchers.Filter) -> [PageParameter] {
        [
            ("month", filter.month.map { String($0.description.prefix(7)) }), ("state", filter.state?.rawValue),
            ("word", filter.word),
        ].compactMap { name, value in value.map { .init(name: name, value: $0) } }
    }

    private func all(_ isSelected: Bool) -> PageOption {
        PageOption(value: "", text: FundingWords.all(language), isSelected: isSelected)
    }

    private func row(_ voucher: VoucherSummary, _ typed: FormFields) -> VoucherListPage.Row {
        let field = "voucher.\(voucher.id.lowercased)"
        let about = [
            voucher.station.map { naming.station($0, language) }, voucher.fundingLine.map { naming.line($0, language) },
            voucher.order, voucher.document,
        ].compactMap(\.self)
        let approvals = voucher.approvals.map { naming.person($0, language) }
        return VoucherListPage.Row(
            id: "choose-\(voucher.id.lowercased)", field: field,
            name: naming.voucher(voucher.word, voucher.number, voucher.state, language),
            address: language.address(FundingPaths.voucher(voucher.id)), day: voucher.day.description,
            what: naming.event(voucher.event, language), about: about.joined(separator: " · "),
            total: MoneyAmount(voucher.totalFen, formats), preparer: naming.person(voucher.preparedBy, language),
            approvals: (approvals.isEmpty && voucher.approvalsNeeded == 1
                ? ["–"]
                : approvals
                    + (voucher.approvalsNeeded > 1 ? ["(\(approvals.count)/\(voucher.approvalsNeeded))"] : []))
                .joined(separator: language == .zh ? "、" : ", "),
            stands: voucher.waitsForReader ? VoucherWords.forYou(language) : voucher.state(language),
            waitsForReader: voucher.waitsForReader, isChosen: typed[field] != nil)
    }
}
