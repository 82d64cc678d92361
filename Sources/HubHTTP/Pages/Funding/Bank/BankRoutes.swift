import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Workbooks

/// The page on which statements are imported and matched with vouchers 银行对账.
struct BankRoutes {
    let desk: FundingDesk
    let configuration: ConfigurationInForce
    let names: NameAccounts
    let pages: PageMaker

    /// Bytes of a form with a statement in it; each Chinese character takes nine.
    private static let statementLimit = 8 << 20
    private static let one = ReportPaths.bank + "/{account}"
    private static let officer = HubPolicy.people([.financeOfficer], .district, .change)
    private static let account = RouteParameter(
        "account", in: .path, required: true, schema: #"{"type":"string"}"#, "The code of an account of money")

    var routes: [Route] {
        [
            Route(
                .get, ReportPaths.bank, policy: ReportPaths.policy(.form), "Leads to the first account of money",
                answer: .page, problems: [404]
            ) { _, context in
                guard let first = accounts.first else { throw Problem.notFound() }
                return .seeOther(context.language.address("\(ReportPaths.bank)/\(first.code)"))
            },
            Route(
                .get, Self.one, policy: ReportPaths.policy(.aggregate), "Bank and books of an account side by side",
                parameters: [
                    Self.account,
                    RouteParameter(
                        "day", in: .query, schema: #"{"type":"string","format":"date"}"#, "At the end of which day"),
                ], answer: .page, problems: [404]
            ) { request, context in
                let day = request.uri.queryParameters["day"].flatMap { CivilDate($0) }
                return try await show(try account(context), on: min(day ?? today, today), BankMessage(), context)
            },
            Route(
                .post, Self.one + "/statements", policy: Self.officer, "Imports a statement",
                parameters: [Self.account],
                request: .form, answer: .page, problems: [404, 413, 415, 422], formLimit: Self.statementLimit,
                handler: load),
            Route(
                .post, Self.one + "/found", policy: Self.officer, "Matches what can't be anything else",
                parameters: [Self.account], request: .form, answer: .page, problems: [404, 413, 415, 422]
            ) { _, context in
                let account = try account(context)
                return try await change(account, context) { author in
                    let count = try await desk.findMatches(in: account, by: author)
                    return BankWords.found(context.language).replacing("{n}", with: "\(count)")
                }
            },
            Route(
                .post, Self.one + "/matches", policy: Self.officer, "Matches what the finance officer chose",
                parameters: [Self.account], request: .form, answer: .page, problems: [404, 413, 415, 422]
            ) { _, context in
                let (account, form) = (try account(context), context.form)
                let lines = Set(form.all("line").compactMap(UUID.init(uuidString:)))
                let vouchers = Set(form.all("voucher").compactMap(UUID.init(uuidString:)))
                return try await change(account, context) { author in
                    try await desk.match(lines: lines, vouchers: vouchers, in: account, by: author)
                    return BankWords.chosen(context.language)
                }
            },
            Route(
                .post, Self.one + "/matches/{id}/undo", policy: Self.officer, "Undoes a match",
                parameters: [Self.account, .id(of: "match")], request: .form, answer: .page,
                problems: [404, 413, 415, 422]
            ) { _, context in
                let (account, id) = (try account(context), try context.id())
                return try await change(account, context) { author in
                    try await desk.undo(match: id, by: author)
                    return BankWords.undone(context.language)
                }
            },
        ]
    }

    private var accounts: [BankAccount] { BankAccount.all(of: configuration.current.funding) }

    private var today: CivilDate { pages.formats(.zh).day(pages.now()) }

    private func account(_ context: HubContext) throws -> BankAccount {
        guard let account = accounts.first(where: { $0.code == context.parameters.get("account") }) else {
            throw Problem.notFound()
        }
        return account
    }

    private func load(_ request: Request, _ context: HubContext) async throws -> Response {
        let (account, form, language) = (try account(context), context.form, context.language)
        let today = today
        // Browsers end the lines of a text with CR LF.
        let bytes = Array((form["statement"] ?? "").replacing("\r\n", with: "\n").utf8)
        let file: BankStatementFile
        do {
            let opening = try Self.balance(form["opening"])
            file = try BankStatementFile(
                bytes: bytes, today: today, opening: opening, closing: try Self.balance(form["closing"]))
        } catch let refused as BankFileRefused {
            return try await show(account, on: today, BankMessage(problems: refused.problems, form: form), context)
        }
        let (outcome, matched) = try await desk.importStatement(
            file, bytes: bytes, of: account, by: try context.fundingAuthor(at: pages.now()))
        let words =
            outcome.isKnown
            ? BankWords.known(language)
            : BankWords.imported(language).replacing("{n}", with: "\(outcome.lines)")
                .replacing("{new}", with: "\(outcome.added)").replacing("{matched}", with: "\(matched)")
        return try await show(account, on: today, BankMessage(success: words), context)
    }

    /// - Throws: ``BankFileRefused`` unless it is empty or an amount.
    private static func balance(_ text: String?) throws -> Int64? {
        let text = (text ?? "").trimmingCharacters(in: .whitespaces).replacing(",", with: "")
        if text.isEmpty { return nil }
        let isNegative = text.hasPrefix("-")
        guard let fen = YuanText.fen(isNegative ? String(text.dropFirst()) : text) else {
            throw BankFileRefused(problems: [BankFileProblem(line: 0, .wrongAmount(String(text.prefix(30))))])
        }
        return isNegative ? -fen : fen
    }

    /// Does something in the finance officer's own name, and shows the page with what became of it.
    private func change(
        _ account: BankAccount, _ context: HubContext,
        _ body: (FundingAuthor) async throws -> String
    ) async throws -> Response {
        do {
            let words = try await body(try context.fundingAuthor(at: pages.now()))
            return try await show(account, on: today, BankMessage(success: words), context)
        } catch let error as FundingError {
            let message = BankMessage(error: error.words[context.language])
            return try await show(account, on: today, message, context)
        }
    }

    private func show(
        _ account: BankAccount, on day: CivilDate, _ message: BankMessage, _ context: HubContext
    ) async throws -> Response {
        let (person, language, funding) = (try context.person(), context.language, configuration.current.funding)
        let reading = try await desk.read(as: person.principal) { connection in
            let read = ReadBankReconciliation(funding: funding)
            return BankReading(
                reconciliation: try await read(of: account, on: day, on: connection),
                statements: try await read.statements(of: account, on: connection),
                matches: try await read.matches(
                    in: account, on: (day.adding(days: -90) ?? day)...day, on: connection))
        }
        let accountIDs = reading.matches.map(\.by) + reading.statements.map(\.importedBy)
        let maker = BankPageMaker(
            account: account, accounts: accounts, day: day,
            people: try await names(Set(accountIDs), as: person.principal),
            mayChange: person.acting.role == .financeOfficer, token: context.formToken, formats: pages.formats(language)
        )
        let page = maker.page(
            reading, message,
            frame: pages.frame(BankWords.title(language), path: "\(ReportPaths.bank)/\(account.code)", context))
        let isRefused = message.error != nil || !message.problems.isEmpty
        return try pages.answer(page, status: isRefused ? .unprocessableContent : .ok)
    }
}

extension BankRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [BankPage.self]
    static let words: [any WordSection.Type] = [BankWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, configuration: services.hub.inForce, names: services.names, pages: services.pages)
    }
}
