import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import Ledger
import PageKit
import Protection
import Workbooks

/// The forms by which finance officers enter business events that the hub can't know by itself.
struct EntryRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let pages: PageMaker

    private static let event = RouteParameter(
        "event", in: .path, required: true, schema: #"{"type":"string"}"#, "The code of a business event")

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.entries, policy: FundingPaths.acting(.form), "What can be entered by hand",
                answer: .page, handler: choose),
            Route(
                .get, FundingPaths.entries + "/{event}", policy: FundingPaths.acting(.form),
                "The form for an event by hand", parameters: [Self.event, FundingPaths.year], answer: .page,
                problems: [404]
            ) { request, context in
                try await show(
                    try rule(context), FundingOverviewRoutes.year(request, pages), error: nil, context)
            },
            Route(
                .post, FundingPaths.entries + "/{event}", policy: FundingPaths.acting(.change),
                "Enters an event by hand", parameters: [Self.event], request: .form, answer: .page,
                problems: ClaimRoutes.problems
            ) { _, context in try await enter(try rule(context), context) },
        ]
    }

    private func rule(_ context: HubContext) throws -> PostingRule {
        let code = context.parameters.get("event")
        guard let rule = EnterEvent.rules(of: desk.context.funding).first(where: { $0.event == code }) else {
            throw Problem.notFound()
        }
        return rule
    }

    private func choose(_ request: Request, _ context: HubContext) async throws -> Response {
        let language = context.language
        var page = pages.form(EntryWords.title(language), path: FundingPaths.entries, context)
        page.lead = EntryWords.lead(language)
        if let done = request.query("done"), naming.event(done, language) != done {
            page.success = EntryWords.done(language).replacing("{what}", with: naming.event(done, language))
        }
        var seen: Set<String> = []
        let rules = EnterEvent.rules(of: desk.context.funding).filter { seen.insert($0.event).inserted }
        page.links = rules.map {
            PageLink(
                text: $0.title[language], address: language.address("\(FundingPaths.entries)/\($0.event)"))
        }
        if rules.isEmpty { page.error = EntryWords.none(language) }
        page.links.append(back(language))
        return try pages.answer(page)
    }

    private func back(_ language: Language) -> PageLink {
        PageLink(text: "← \(EntryWords.back(language))", address: language.address(FundingPaths.vouchers))
    }

    private func standings(_ year: Int, _ context: HubContext) async throws -> [BudgetStanding] {
        try await desk.read(as: try context.person().principal) { try await ReadBudget()(year: year, on: $0) }
    }

    private func show(
        _ rule: PostingRule, _ year: Int, error: Refusal?, _ context: HubContext
    ) async throws -> Response {
        let (typed, language, formats) = (context.form, context.language, pages.formats(context.language))
        let path = "\(FundingPaths.entries)/\(rule.event)"
        var page = pages.form(rule.title[language], path: path, context)
        page.lead = EntryWords.lead(language)
        page.error = error?.words[language]
        func text(_ name: String, _ label: EntryWords, _ help: EntryWords, required: Bool = true) -> FormPage.Field {
            FormPage.Field(
                name: name, label: label(language), value: typed[name] ?? "", help: help(language),
                isRequired: required)
        }
        let chosen = typed["line"]?.lowercased()
        let lines = try await standings(year, context).map { standing in
            PageOption(
                value: standing.line.id.lowercased,
                text:
                    "\(naming.line(standing.line.fundingLine, language)) · \(naming.holder(of: standing.line, formats))",
                isSelected: standing.line.id.lowercased == chosen)
        }
        // A form that was refused is sent again under its id; one that was recorded takes a new one.
        let used = error?.words == EntryWords.formUsed.text
        let id = (used ? nil : typed["id"].flatMap(UUID.init(uuidString:))) ?? UUID(version7At: pages.now())
        page.forms = [
            FormPage.Form(
                action: language.address(path),
                fields: [
                    FormPage.Field(
                        name: "line", label: EntryWords.line(language),
                        options: [
                            PageOption(
                                value: "", text: BudgetMoveWords.choose(language), isSelected: (chosen ?? "").isEmpty)
                        ] + lines)
                ]
                    + rule.amounts.map { name in
                        FormPage.Field(
                            name: "amount.\(name)", label: EntryWords.amount(name, language),
                            value: typed["amount.\(name)"] ?? "", help: BudgetMoveWords.amountHelp(language),
                            inputMode: "decimal")
                    } + [
                        text("payee", .payee, .payeeHelp, required: false), text("document", .document, .documentHelp),
                        text("reason", .reason, .reasonHelp),
                    ], button: EntryWords.submit(language),
                hidden: [.init(name: "id", value: id.lowercased), .init(name: "in-year", value: "\(year)")],
                consequence: EntryWords.effect(language))
        ]
        page.links = [back(language)]
        return try pages.answer(page, status: error?.status ?? .ok)
    }

    /// The amounts that somebody typed, in fen; nil when one can't be read.
    private func amounts(_ rule: PostingRule, _ typed: FormFields) -> [String: Int64]? {
        var amounts: [String: Int64] = [:]
        for name in rule.amounts {
            let digits = (typed["amount.\(name)"] ?? "").filter { !$0.isWhitespace && !"¥￥,，".contains($0) }
            guard let fen = digits.isEmpty ? 0 : YuanText.fen(digits) else { return nil }
            amounts[name] = fen
        }
        return amounts.values.contains { $0 > 0 } ? amounts : nil
    }

    private func enter(_ rule: PostingRule, _ context: HubContext) async throws -> Response {
        let (typed, now) = (context.form, pages.now())
        let year = typed["in-year"].flatMap { Int($0) } ?? Int(pages.formats(context.language).day(now).year)
        return try await context.step(again: { try await show(rule, year, error: $0, context) }) {
            guard let amounts = amounts(rule, typed) else { throw Refusal(EntryWords.noAmount.text) }
            let lines = try await standings(year, context).map(\.line)
            guard
                let line = typed["line"].flatMap(UUID.init(uuidString:)).flatMap({ id in lines.first { $0.id == id } })
            else { throw Refusal(EntryWords.noLine.text) }
            let payee = (typed["payee"] ?? "").trimmingCharacters(in: .whitespaces)
            let entry = EnterEvent.Entry(
                event: rule.event, line: line, amounts: amounts, payee: payee.isEmpty ? nil : payee,
                document: typed["document"] ?? "", reason: typed["reason"] ?? "")
            do {
                let id = typed["id"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: now)
                try await desk.enter(entry, id: id, by: try context.fundingAuthor(at: now))
            } catch FundingError.refused(.keyReused) {
                throw Refusal(EntryWords.formUsed.text, .conflict)
            }
            return "\(FundingPaths.entries)?done=\(rule.event)"
        }
    }
}

extension EntryRoutes: HubRouteGroup {
    static let words: [any WordSection.Type] = [EntryWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, pages: services.pages)
    }
}
