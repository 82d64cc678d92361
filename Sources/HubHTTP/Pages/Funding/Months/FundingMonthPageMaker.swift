import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts the pages together.
struct FundingMonthPageMaker {
    let naming: FundingNaming
    let formats: Formats
    let reader: UUID
    let acts: Bool

    private var language: Language { formats.language }

    func page(_ periods: [AccountingPeriod], frame: PageFrame, token: String) -> FundingMonthsPage {
        var page = blank(FundingMonthWords.title(language), frame, token)
        page.isList = true
        if acts, let latest = periods.first?.month.year {
            page.yearEnd = PageLink(
                text: YearEndWords.title(language).replacing("{year}", with: "\(latest)"),
                address: language.address("\(FundingPaths.yearEnd)?year=\(latest)"))
        }
        page.rows = periods.map { period in
            FundingMonthsPage.Row(
                name: formats.month(period.month), address: language.address(FundingPaths.month(period.month)),
                stands: stands(period), waiting: formats.number(Int64(period.waitingVouchers)),
                hasWaiting: period.waitingVouchers > 0,
                closing: period.isOpen
                    ? ""
                    : period.closing.map { "\(naming.person($0.by, language)) · \(formats.full($0.at))" } ?? "")
        }
        return page
    }

    func page(
        _ month: FundingMonth, typed: FormFields, request: UUID, frame: PageFrame, token: String
    ) -> FundingMonthsPage {
        let (period, proof) = (month.period, month.proof)
        var page = blank("\(formats.month(period.month)) · \(stands(period))", frame, token)
        page.back = PageLink(text: FundingMonthWords.back(language), address: language.address(FundingPaths.months))
        page.isOne = true
        page.proofHeading = (period.isOpen ? FundingMonthWords.proof : .proofClosed)(language)
        page.trials = proof.trials.map { trial in
            FundingMonthsPage.Trial(
                book: book(trial.book), debits: formats.money(fen: trial.debits),
                credits: formats.money(fen: trial.credits), result: result(trial.debits == trial.credits),
                isGood: trial.debits == trial.credits)
        }
        page.agreements = proof.agreements.map { one in
            FundingMonthsPage.Agreement(
                line: naming.line(one.fundingLine, language), figure: figure(one.figure),
                control: formats.money(fen: one.control), books: formats.money(fen: one.books),
                result: result(one.control == one.books), isGood: one.control == one.books)
        }
        page.findings = proof.findings.map(finding)
        page.reservations = month.reservations.map { one in
            FundingMonthsPage.Reservation(
                order: one.key.order, place: naming.station(one.key.station, language),
                line: naming.line(one.fundingLine, language), amount: formats.money(fen: one.fen),
                time: formats.moment(one.occurredAt), fullTime: formats.full(one.occurredAt))
        }
        page.reservationsSum = FundingMonthWords.reservationsSum(language)
            .replacing("{n}", with: formats.number(Int64(proof.openReservations)))
            .replacing("{total}", with: formats.money(fen: proof.openReservationsFen))
        offer(period, typed, request, &page)
        return page
    }

    private func blank(_ heading: String, _ frame: PageFrame, _ token: String) -> FundingMonthsPage {
        FundingMonthsPage(
            frame: frame, tabs: FundingTabs(FundingPaths.months, language),
            words: Words(language),
            title: heading, token: token)
    }

    private func offer(
        _ period: AccountingPeriod, _ typed: FormFields, _ request: UUID, _ page: inout FundingMonthsPage
    ) {
        if let asked = period.request {
            page.attention = FundingMonthWords.asked(language)
                .replacing("{who}", with: naming.person(asked.by, language))
                .replacing("{time}", with: formats.full(asked.at)).replacing("{reason}", with: asked.reason)
        }
        guard acts else {
            page.calm = FundingMonthWords.readOnly(language)
            return
        }
        let path = FundingPaths.month(period.month)
        if period.isOpen {
            if period.month >= formats.day(formats.now).firstOfMonth {
                page.calm = FundingMonthWords.notOver(language)
            } else if period.waitingVouchers > 0 {
                page.calm = FundingMonthWords.vouchersWait(language).replacing(
                    "{n}", with: formats.number(Int64(period.waitingVouchers)))
            } else {
                page.forms = [
                    FormPage.Form(
                        action: language.address("\(path)/close"), button: FundingMonthWords.close(language),
                        consequence: FundingMonthWords.closeEffect(language))
                ]
            }
        } else if let asked = period.request {
            guard asked.bar(to: reader) == nil else {
                page.calm = FundingMonthWords.ownRequest(language)
                return
            }
            page.forms = [
                FormPage.Form(
                    action: language.address("\(path)/confirm"), button: FundingMonthWords.confirm(language),
                    hidden: [.init(name: "request", value: asked.id.lowercased)], isDanger: true,
                    consequence: FundingMonthWords.confirmEffect(language))
            ]
        } else {
            page.forms = [
                FormPage.Form(
                    action: language.address("\(path)/reopen"),
                    fields: [
                        FormPage.Field(
                            name: "reason", label: FundingMonthWords.reopenReason(language),
                            value: typed["reason"] ?? "", help: FundingMonthWords.reopenHelp(language))
                    ], button: FundingMonthWords.reopen(language),
                    hidden: [.init(name: "request", value: request.lowercased)], isDanger: true,
                    consequence: FundingMonthWords.reopenEffect(language))
            ]
        }
    }

    private func stands(_ period: AccountingPeriod) -> String {
        (period.isOpen ? FundingMonthWords.open : .closed)(language)
    }

    private func result(_ isGood: Bool) -> String { (isGood ? FundingMonthWords.agrees : .differs)(language) }

    private func book(_ code: String) -> String {
        (code == FundingBook.budgetary.rawValue ? FundingMonthWords.budgetary : .financial)(language)
    }

    private func figure(_ figure: PeriodProof.Agreement.Figure) -> String {
        (figure == .accepted ? FundingMonthWords.accepted : .paid)(language)
    }

    private func finding(_ finding: PeriodProof.Finding) -> String {
        switch finding {
        case .unbalanced(let code): FundingMonthWords.unbalanced(language).replacing("{book}", with: book(code))
        case .disagreement(let line, let figure):
            "\(naming.line(line, language)) · \(self.figure(figure)) · \(result(false))"
        case .account(let code, let account):
            FundingMonthWords.account(language).replacing("{book}", with: book(code))
                .replacing("{code}", with: account)
        }
    }
}
