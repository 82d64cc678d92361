import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages on which vouchers are looked at and decided on by somebody other than who prepared them.
struct VoucherRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let names: NameAccounts
    let pages: PageMaker

    private static let filters: [RouteParameter] = [
        RouteParameter("month", in: .query, schema: #"{"type":"string"}"#, "The month of the books, YYYY-MM"),
        RouteParameter("state", in: .query, schema: #"{"type":"string"}"#, "waiting, approved or rejected"),
        RouteParameter("word", in: .query, schema: #"{"type":"string"}"#, "The voucher word"),
    ]
    private static let one = FundingPaths.vouchers + "/{id}"
    private static let problems = [404, 409, 413, 415, 422]

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.vouchers, policy: FundingPaths.reading(.list),
                "The vouchers, those that wait for the reader first", parameters: Self.filters + [FundingPaths.after],
                answer: .page
            ) { request, context in try await list(request, typed: FormFields(), error: nil, context) },
            Route(
                .post, FundingPaths.vouchers + "/approve", policy: FundingPaths.acting(.change),
                "Approves several vouchers, all or none", parameters: Self.filters, request: .form, answer: .page,
                problems: Self.problems, handler: approveSeveral),
            Route(
                .get, Self.one, policy: FundingPaths.reading(.single), "A voucher with both books' entries",
                parameters: [.id(of: "voucher")], answer: .page, problems: [404]
            ) { request, context in
                try await show(context, typed: FormFields(), done: request.query("done"), error: nil)
            },
            Route(
                .post, Self.one + "/approve", policy: FundingPaths.acting(.change), "Approves a voucher",
                parameters: [.id(of: "voucher")], request: .form, answer: .page, problems: Self.problems
            ) { _, context in try await decide(.approve, context) },
            Route(
                .post, Self.one + "/reject", policy: FundingPaths.acting(.change), "Rejects a voucher with a reason",
                parameters: [.id(of: "voucher")], request: .form, answer: .page, problems: Self.problems
            ) { _, context in try await decide(.reject(reason: context.form["reason"] ?? ""), context) },
            Route(
                .post, Self.one + "/reverse", policy: FundingPaths.acting(.change),
                "Prepares the voucher in red that takes one back", parameters: [.id(of: "voucher")], request: .form,
                answer: .page, problems: Self.problems
            ) { _, context in try await reverse(context) },
            Route(
                .post, Self.one + "/papers", policy: FundingPaths.acting(.change),
                "Records a paper behind a voucher by its digest", parameters: [.id(of: "voucher")], request: .form,
                answer: .page, problems: Self.problems
            ) { _, context in try await attach(context) },
        ]
    }

    /// The reader, when they decide on vouchers.
    private func decider(_ context: HubContext) throws -> UUID? {
        let person = try context.person()
        return FundingPaths.officers.contains(person.acting.role) ? person.account : nil
    }

    private static func filter(_ request: Request) -> ReadVouchers.Filter {
        ReadVouchers.Filter(
            month: request.query("month").flatMap { CivilDate("\($0)-01") },
            state: request.query("state").flatMap(VoucherSummary.State.init(rawValue:)), word: request.query("word"))
    }

    private func list(
        _ request: Request, typed: FormFields, error: Refusal?,
        _ context: HubContext
    ) async throws -> Response {
        let (filter, decider, person) = (Self.filter(request), try decider(context), try context.person())
        let (place, language) = (request.query("after").flatMap { PlaceInList(text: $0) }, context.language)
        let found = try await desk.read(as: person.principal) {
            try await ReadVouchers()(filter, decider: decider, after: place, on: $0)
        }
        let people = try await names(
            Set(found.vouchers.flatMap { $0.approvals + [$0.preparedBy] }), as: person.principal)
        let maker = VoucherListPageMaker(
            naming: naming.named(people), formats: pages.formats(language), filter: filter, decider: decider)
        let frame = pages.frame(VoucherWords.title(language), path: FundingPaths.vouchers, context).keeping(
            VoucherListPageMaker.query(filter) + (place.map { [.init(name: "after", value: $0.text)] } ?? []))
        var page = maker.page(found, typed: typed, frame: frame, token: context.formToken)
        page.error = error?.words[language]
        if let numbered = request.query("numbered").flatMap({ Int64($0) }),
            let waits = request.query("waits").flatMap({ Int64($0) })
        {
            let formats = pages.formats(language)
            page.success = VoucherWords.doneSeveral(language).replacing("{n}", with: formats.number(numbered))
                .replacing("{m}", with: formats.number(waits))
        }
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }

    private func approveSeveral(_ request: Request, _ context: HubContext) async throws -> Response {
        let form = context.form
        let chosen = (form["shown"] ?? "").split(separator: " ").compactMap { UUID(uuidString: String($0)) }
            .filter { form["voucher.\($0.lowercased)"] != nil }
        return try await context.step(again: { try await list(request, typed: form, error: $0, context) }) {
            guard !chosen.isEmpty else { throw Refusal(VoucherWords.nothingSelected.text) }
            let outcomes = try await desk.decide(chosen, .approve, by: try context.fundingAuthor(at: pages.now()))
            let waits = outcomes.count { $0 == .waits }
            let query =
                VoucherListPageMaker.query(Self.filter(request)).map(\.inAddress)
                + ["numbered=\(outcomes.count - waits)", "waits=\(waits)"]
            return "\(FundingPaths.vouchers)?\(query.joined(separator: "&"))"
        }
    }

    /// A step with one voucher; what can't be done is said on its page.
    private func step(_ context: HubContext, _ work: (UUID) async throws -> String) async throws -> Response {
        let id = try context.id()
        return try await context.step(
            again: { try await show(context, typed: context.form, done: nil, error: $0) }, { try await work(id) })
    }

    private func decide(_ decision: DecideVouchers.Decision, _ context: HubContext) async throws -> Response {
        try await step(context) { id in
            let outcome = try await desk.decide([id], decision, by: try context.fundingAuthor(at: pages.now())).first
            let done =
                switch outcome {
                case .rejected: "rejected"
                case .waits: "waits"
                case .numbered, nil: "numbered"
                }
            return "\(FundingPaths.voucher(id))?done=\(done)"
        }
    }

    private func reverse(_ context: HubContext) async throws -> Response {
        let now = pages.now()
        let event = context.form["event"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: now)
        return try await step(context) { id in
            let red = try await desk.reverse(
                id, reason: context.form["reversal-reason"] ?? "", event: event,
                by: try context.fundingAuthor(at: now))
            return "\(FundingPaths.voucher(red))?done=reversed"
        }
    }

    private func attach(_ context: HubContext) async throws -> Response {
        let form = context.form
        return try await step(context) { id in
            let paper = try VoucherAttachment(
                name: form["paper-name"] ?? "", digest: form["paper-digest"] ?? "",
                sizeBytes: form["paper-size"].flatMap { Int64($0) } ?? 0)
            try await desk.attach(paper, to: id, by: try context.fundingAuthor(at: pages.now()))
            return "\(FundingPaths.voucher(id))?done=attached"
        }
    }

    private func show(
        _ context: HubContext, typed: FormFields, done: String?, error: Refusal?
    ) async throws -> Response {
        let (id, person, language) = (try context.id(), try context.person(), context.language)
        let found = try await desk.read(as: person.principal) { try await ReadVouchers().one(id, on: $0) }
        guard let voucher = found else { throw Problem.notFound() }
        let accounts =
            [voucher.summary.preparedBy] + voucher.decisions.map(\.by) + voucher.attachments.map(\.addedBy)
            + voucher.orderEvents.compactMap(\.recordedBy)
        let naming = naming.named(try await names(Set(accounts), as: person.principal))
        let maker = VoucherPageMaker(naming: naming, formats: pages.formats(language), decider: try decider(context))
        let summary = voucher.summary
        let name = naming.voucher(summary.word, summary.number, summary.state, language)
        var page = maker.page(
            voucher, typed: typed,
            event: typed["event"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: pages.now()),
            frame: pages.frame("\(VoucherWords.title(language)) \(name)", path: FundingPaths.voucher(id), context),
            token: context.formToken)
        page.error = error?.words[language]
        page.success =
            switch (done, summary.state) {
            case ("attached", _): VoucherWords.doneAttached(language)
            case ("numbered", .approved): VoucherWords.doneNumbered(language).replacing("{number}", with: name)
            case ("waits", .waiting): VoucherWords.doneWaits(language)
            case ("rejected", .rejected): VoucherWords.doneRejected(language)
            case ("reversed", .waiting): VoucherWords.doneReversed(language)
            default: nil
            }
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }
}

extension VoucherRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [VoucherListPage.self, VoucherPage.self]
    static let words: [any WordSection.Type] = [VoucherWords.self, VoucherSummary.State.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, names: services.names,
            pages: services.pages)
    }
}
