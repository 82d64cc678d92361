import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts a voucher's page together.
struct VoucherPageMaker {
    let naming: FundingNaming
    let formats: Formats
    /// The reader, when they decide on vouchers.
    let decider: UUID?

    private var language: Language { formats.language }

    private static let payments = Set(
        [
            FundingEventCode.paidByTreasury, .paidFromQuota, .paidFromCarryOver, .paidFromBank, .paidFromFund,
            .companyProviderPaid,
        ].map(\.rawValue))

    /// - Parameter event: made for the form that takes the voucher back.
    func page(
        _ voucher: VoucherRecord, typed: FormFields, event: UUID, frame: PageFrame, token: String
    ) -> VoucherPage {
        let summary = voucher.summary
        var page = VoucherPage(
            frame: frame, tabs: FundingTabs(FundingPaths.vouchers, language),
            words: Words(language),
            back: PageLink(
                text: VoucherWords.back(language), address: language.address(FundingPaths.vouchers)),
            title: naming.voucher(summary.word, summary.number, summary.state, language),
            stands: summary.number.map { _ in summary.state(language) },
            facts: facts(voucher), books: FundingBook.allCases.map { book($0, voucher.entries) },
            deeds: deeds(voucher), papers: voucher.attachments.map(paper),
            attaching: decider == nil ? nil : attach(summary, typed), isAttaching: typed["paper-name"] != nil,
            events: FundingEventRows(naming: naming, formats: formats).rows(voucher.orderEvents), token: token)
        decide(on: summary, typed, &page)
        if decider != nil, summary.state == .approved, summary.reverses == nil, voucher.reversals.isEmpty {
            // The payment of a claim comes back by its orders, on the claim's page.
            if Self.payments.contains(summary.event) {
                page.calm = VoucherWords.paidClaim(language)
            } else {
                page.calm = nil
                page.forms.append(reverse(summary, typed, event))
            }
        }
        return page
    }

    private func decide(on voucher: VoucherSummary, _ typed: FormFields, _ page: inout VoucherPage) {
        guard let decider else {
            page.calm = VoucherWords.readOnly(language)
            return
        }
        guard voucher.waits(for: decider) else {
            page.calm =
                (voucher.state != .waiting
                ? VoucherWords.settled : voucher.bar(to: decider) == .own ? .own : .decidedAlready)(language)
            return
        }
        let path = FundingPaths.voucher(voucher.id)
        page.forms = [
            FormPage.Form(
                action: language.address("\(path)/approve"), button: VoucherWords.approve(language),
                consequence: VoucherWords.approveEffect(language)),
            FormPage.Form(
                action: language.address("\(path)/reject"),
                fields: [
                    FormPage.Field(
                        name: "reason", label: VoucherWords.rejectReason(language), value: typed["reason"] ?? "",
                        help: VoucherWords.rejectHelp(language))
                ], button: VoucherWords.reject(language), isDanger: true,
                consequence: VoucherWords.rejectEffect(language)),
        ]
    }

    private func reverse(_ voucher: VoucherSummary, _ typed: FormFields, _ event: UUID) -> FormPage.Form {
        FormPage.Form(
            action: language.address("\(FundingPaths.voucher(voucher.id))/reverse"),
            fields: [
                FormPage.Field(
                    name: "reversal-reason", label: VoucherWords.reverseReason(language),
                    value: typed["reversal-reason"] ?? "", help: VoucherWords.reverseHelp(language))
            ], button: VoucherWords.reverse(language),
            hidden: [.init(name: "event", value: event.lowercased)], isDanger: true,
            consequence: VoucherWords.reverseEffect(language))
    }

    private func attach(_ voucher: VoucherSummary, _ typed: FormFields) -> FormPage.Form {
        func field(_ name: String, _ label: VoucherWords, help: VoucherWords? = nil, inputMode: String = "text")
            -> FormPage.Field
        {
            FormPage.Field(
                name: name, label: label(language), value: typed[name] ?? "", help: help.map { $0(language) },
                inputMode: inputMode)
        }
        return FormPage.Form(
            action: language.address("\(FundingPaths.voucher(voucher.id))/papers"),
            fields: [
                field("paper-name", .paperName, help: .paperNameHelp),
                field("paper-digest", .digest, help: .digestHelp),
                field("paper-size", .paperSize, inputMode: "numeric"),
            ], button: VoucherWords.attach(language))
    }

    private func facts(_ voucher: VoucherRecord) -> [OrderPage.Fact] {
        let (summary, event) = (voucher.summary, voucher.event)
        func fact(_ words: VoucherWords, _ text: String?, link: String? = nil) -> OrderPage.Fact? {
            text.map { OrderPage.Fact(term: words(language), text: $0, link: link.map { language.address($0) }) }
        }
        func other(_ words: VoucherWords, _ other: FundingEventRecord.Voucher) -> OrderPage.Fact {
            OrderPage.Fact(
                term: words(language), text: naming.voucher(other.word, other.number, other.state, language),
                link: language.address(FundingPaths.voucher(other.id)))
        }
        let approvals: VoucherWords? =
            summary.approvalsNeeded < 2 || summary.state != .waiting
            ? nil : summary.approvals.isEmpty ? .secondNeeded : .oneOfTwo
        return [
            fact(.business, naming.event(summary.event, language)), fact(.total, formats.money(fen: summary.totalFen)),
            fact(.day, formats.date(summary.day)), fact(.happened, formats.full(event.occurredAt)),
            fact(.station, summary.station.map { "\(naming.station($0, language)) \($0)" }),
            fact(.order, summary.order),
            fact(
                .line,
                event.line.map { "\(naming.line($0.fundingLine, language)) · \(naming.holder(of: $0, formats))" },
                link: event.line.map(FundingPaths.budgetLine)),
            fact(.document, event.document), fact(.reason, event.reason),
            fact(.fact, event.fact.map(\.description)), fact(.approvals, approvals.map { $0(language) }),
        ].compactMap(\.self) + voucher.reversals.map { other(.reversedBy, $0) }
            + (voucher.reverses.map { [other(.reversesOther, $0)] } ?? [])
    }

    private func book(_ book: FundingBook, _ all: [VoucherRecord.Entry]) -> VoucherPage.Book {
        let entries = all.filter { $0.book == book }
        let sum = formats.money(fen: entries.reduce(0) { $0 + $1.fen })
        return VoucherPage.Book(
            id: book.rawValue, heading: (book == .financial ? VoucherWords.financial : .budgetary)(language),
            entries: entries.flatMap { entry in
                [side(entry.debit, debit: entry.fen, book), side(entry.credit, credit: entry.fen, book)]
            },
            emptyText: (book == .financial ? VoucherWords.noEntries : .noBudgetary)(language), debitSum: sum,
            creditSum: sum)
    }

    private func side(
        _ account: VoucherRecord.Entry.Account, debit: Int64? = nil, credit: Int64? = nil, _ book: FundingBook
    ) -> VoucherPage.Entry {
        VoucherPage.Entry(
            code: account.code, accountTitle: naming.account(account.code, in: book, language),
            about: naming.dimensions(account.dimensions, language),
            debitText: debit.map { formats.money(fen: $0) } ?? "",
            creditText: credit.map { formats.money(fen: $0) } ?? "")
    }

    private func deeds(_ voucher: VoucherRecord) -> [VoucherPage.Deed] {
        func deed(_ words: VoucherWords, _ by: UUID, _ at: Date, _ note: String? = nil) -> VoucherPage.Deed {
            VoucherPage.Deed(
                what: words(language), by: naming.person(by, language), time: formats.moment(at),
                fullTime: formats.full(at), note: note)
        }
        return [deed(.prepared, voucher.summary.preparedBy, voucher.summary.preparedAt)]
            + voucher.decisions.map { deed($0.approves ? .approvedBy : .rejectedBy, $0.by, $0.at, $0.reason) }
    }

    private func paper(_ paper: VoucherRecord.Attachment) -> VoucherPage.Paper {
        VoucherPage.Paper(
            name: paper.name, digest: paper.digest,
            size: "\(formats.number(paper.bytes)) \(VoucherWords.bytes(language))",
            by: "\(naming.person(paper.addedBy, language)) · \(formats.full(paper.addedAt))")
    }
}
