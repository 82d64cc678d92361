import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The page on which a year is brought to its end: what is left on budget lines, revenue and cost, what comes back.
struct YearEndRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let pages: PageMaker

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.yearEnd, policy: FundingPaths.acting(.form), "What is to be done at a year's end",
                parameters: [FundingPaths.year], answer: .page
            ) { request, context in
                try await show(FundingOverviewRoutes.year(request, pages), request, error: nil, context)
            },
            step("settle", "Carries over or lapses what is left on a line") { year, form, line in
                guard let decision = CarryOverBudget.Decision(rawValue: form["decision"] ?? ""), let line else {
                    return nil
                }
                return { desk, event, author in
                    try await desk.settle(line, decision, event: event, by: author)
                }
            },
            step("close", "Prepares the vouchers that close a year") { year, _, _ in
                { desk, event, author in Int64(try await desk.close(year: year, event: event, by: author)) }
            },
            step("restore", "Makes carried-over money available again") { year, form, line in
                guard let line,
                    let next = BudgetLine(fundingLine: line.fundingLine, year: year + 1, station: line.station)
                else { return nil }
                let asQuota = form["as-quota"] != nil
                return { desk, event, author in
                    try await desk.restore(line, into: next, asQuota: asQuota, event: event, by: author)
                }
            },
        ]
    }

    private typealias Work = @Sendable (FundingDesk, UUID, FundingAuthor) async throws -> Int64

    /// - Parameter work: nil when no line was chosen.
    private func step(
        _ name: String, _ summary: String,
        _ work: @escaping @Sendable (Int, FormFields, BudgetLine?) -> Work?
    ) -> Route {
        Route(
            .post, "\(FundingPaths.yearEnd)/\(name)", policy: FundingPaths.acting(.change), summary, request: .form,
            answer: .page, problems: ClaimRoutes.problems
        ) { request, context in
            let (form, now) = (context.form, pages.now())
            let year = form["year"].flatMap { Int($0) } ?? 0
            guard (2000...2998).contains(year) else { throw Problem.notFound() }
            let lines = try await standings(year, context).map(\.line)
            let line = form["\(name)-line"].flatMap(UUID.init(uuidString:)).flatMap { id in lines.first { $0.id == id }
            }
            let event = form["event"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: now)
            return try await context.step(again: { try await show(year, request, error: $0, context) }) {
                guard let work = work(year, form, line) else { throw Refusal(YearEndWords.noLine.text) }
                let came = try await work(desk, event, try context.fundingAuthor(at: now))
                return "\(FundingPaths.yearEnd)?year=\(year)&done=\(name)&came=\(came)"
            }
        }
    }

    private func standings(_ year: Int, _ context: HubContext) async throws -> [BudgetStanding] {
        try await desk.read(as: try context.person().principal) { try await ReadBudget()(year: year, on: $0) }
    }

    private func show(
        _ year: Int, _ request: Request, error: Refusal?, _ context: HubContext
    ) async throws -> Response {
        let language = context.language
        let title = YearEndWords.title(language).replacing("{year}", with: "\(year)")
        var page = pages.form(title, path: FundingPaths.yearEnd, context)
        page.frame = page.frame.keeping([.init(name: "year", value: "\(year)")])
        page.lead = YearEndWords.lead(language)
        page.error = error?.words[language]
        page.success = done(request, pages.formats(language))
        page.forms = forms(year, try await standings(year, context), context)
        page.links = [
            PageLink(text: "← \(YearEndWords.back(language))", address: language.address(FundingPaths.months))
        ]
        return try pages.answer(page, status: error?.status ?? .ok)
    }

    private func done(_ request: Request, _ formats: Formats) -> String? {
        guard let came = request.query("came").flatMap({ Int64($0) }) else { return nil }
        let (language, amount) = (formats.language, formats.money(fen: came))
        switch request.query("done") {
        case "settle": return YearEndWords.doneSettled(language).replacing("{amount}", with: amount)
        case "restore": return YearEndWords.doneRestored(language).replacing("{amount}", with: amount)
        case "close": return YearEndWords.doneClosed(language).replacing("{n}", with: formats.number(came))
        default: return nil
        }
    }

    private func forms(_ year: Int, _ standings: [BudgetStanding], _ context: HubContext) -> [FormPage.Form] {
        let (typed, language, formats) = (context.form, context.language, pages.formats(context.language))
        func hidden() -> [PageParameter] {
            [
                .init(name: "year", value: "\(year)"),
                .init(name: "event", value: UUID(version7At: pages.now()).lowercased),
            ]
        }
        func lines(_ name: String, _ words: YearEndWords, _ amount: (BudgetStanding) -> Int64) -> FormPage.Field {
            let chosen = typed[name]?.lowercased()
            return FormPage.Field(
                name: name, label: YearEndWords.line(language),
                options: [PageOption(value: "", text: BudgetMoveWords.choose(language), isSelected: chosen == nil)]
                    + standings.filter { amount($0) > 0 }.map { standing in
                        let line = standing.line
                        let left = "\(words(language)) \(formats.money(fen: amount(standing)))"
                        return PageOption(
                            value: line.id.lowercased,
                            text:
                                "\(naming.line(line.fundingLine, language)) · \(naming.holder(of: line, formats)) · \(left)",
                            isSelected: line.id.lowercased == chosen)
                    })
        }
        let decisions: [(CarryOverBudget.Decision, YearEndWords)] = [(.carryOver, .carryOver), (.lapse, .lapse)]
        var restoring = [lines("restore-line", .carried, \.carriedOver)]
        if naming.funding.entity.treasury == .zeroBalance {
            restoring.append(
                FormPage.Field(
                    name: "as-quota", label: YearEndWords.asQuota(language), type: "checkbox", value: "1",
                    isRequired: false))
        }
        return [
            FormPage.Form(
                action: language.address(FundingPaths.yearEnd + "/settle"),
                fields: [
                    lines("settle-line", .left, \.available),
                    FormPage.Field(
                        name: "decision", label: YearEndWords.decision(language),
                        options: decisions.map { decision, words in
                            PageOption(
                                value: decision.rawValue, text: words(language),
                                isSelected: typed["decision"] == decision.rawValue)
                        }),
                ], button: YearEndWords.settle(language), hidden: hidden(), isDanger: true,
                consequence: YearEndWords.settleEffect(language), heading: YearEndWords.settleTitle(language)),
            FormPage.Form(
                action: language.address(FundingPaths.yearEnd + "/close"), button: YearEndWords.close(language),
                hidden: hidden(), isDanger: true, consequence: YearEndWords.closeEffect(language),
                heading: YearEndWords.closeTitle(language)),
            FormPage.Form(
                action: language.address(FundingPaths.yearEnd + "/restore"), fields: restoring,
                button: YearEndWords.restore(language), hidden: hidden(),
                consequence: YearEndWords.restoreEffect(language), heading: YearEndWords.restoreTitle(language)),
        ]
    }
}

extension YearEndRoutes: HubRouteGroup {
    static let words: [any WordSection.Type] = [YearEndWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, pages: services.pages)
    }
}
