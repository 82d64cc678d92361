import Foundation
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// The auditor's search of the audit trail 审计记录, and its export.
struct AuditRoutes {
    let search: SearchAuditTrail
    let identity: IdentityContext
    let pages: PageMaker

    static let pageSize = 50
    private static let path = "/administration/audit"

    private static let filters = [
        RouteParameter("from", in: .query, schema: #"{"type":"string"}"#, "The first day, YYYY-MM-DD"),
        RouteParameter("until", in: .query, schema: #"{"type":"string"}"#, "The last day, YYYY-MM-DD"),
        RouteParameter("stream", in: .query, schema: #"{"type":"string"}"#, "bureau, station/S07 or hospital/H02"),
        RouteParameter("type", in: .query, schema: #"{"type":"string"}"#, "The type of event"),
        RouteParameter("outcome", in: .query, schema: #"{"type":"string"}"#, "success, refused or failed"),
        RouteParameter("who", in: .query, schema: #"{"type":"string"}"#, "The sign-in name of a person"),
    ]
    private static let cursor = RouteParameter(
        "after", in: .query, schema: #"{"type":"string"}"#, "Where the page before ended")

    private static func policy(_ kind: PeoplePolicy.Kind) -> HubPolicy { .people([.auditor], .district, kind) }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.list), "The audit trail, latest first",
                parameters: Self.filters + [Self.cursor], answer: .page, handler: show),
            Route(
                .get, "/api/v1" + Self.path, policy: Self.policy(.list), "The audit trail, latest first",
                parameters: Self.filters + [Self.cursor], answer: .json(), handler: list),
            Route(
                .get, "/api/v1" + Self.path + ".jsonl", policy: Self.policy(.export),
                "The audit trail as JSON lines, chain by chain", parameters: Self.filters,
                answer: RouteContent("application/x-ndjson"), handler: export),
        ]
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let search = AuditSearch(request)
        let principal = try context.person().principal
        let found = try await entries(search, as: principal)
        let accounts = Set(
            (found.entries.compactMap(\.agent) + found.entries.compactMap(\.entityID)).compactMap {
                UUID(uuidString: $0)
            })
        let people = try await NameAccounts(identity)(accounts, as: principal)
        let frame = pages.frame(AuditWords.title(context.language), path: Self.path, context)
        return try pages.answer(
            AuditPage(
                found.entries, next: found.next, search: search, people: people, names: pages.names, frame: frame,
                formats: pages.formats(context.language)))
    }

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        let found = try await entries(AuditSearch(request), as: try context.person().principal)
        let lines = try found.entries.map { try $0.jsonLine() }.joined(separator: ",")
        let next = found.next.map { "\"\($0)\"" } ?? "null"
        return JSONAnswer.response(text: "{\"entries\":[\(lines)],\"next\":\(next)}")
    }

    /// A page of entries and where the next one begins.
    private func entries(
        _ search: AuditSearch, as principal: Principal
    ) async throws -> (entries: [AuditEntry], next: String?) {
        guard let filter = try await filter(search, as: principal) else { return ([], nil) }
        let (entries, next) = try await self.search(
            filter, after: search.after, limit: Self.pageSize, as: principal)
        return (entries, next?.text)
    }

    /// - Returns: nil when nothing can match, such as for a name that nobody has.
    private func filter(_ search: AuditSearch, as principal: Principal) async throws -> AuditFilter? {
        var filter = search.filter(in: pages.timeZone)
        guard let who = search.who else { return filter }
        guard let name = SignInName(who),
            let account = try await NameAccounts(identity).account(named: name, as: principal)
        else { return nil }
        filter.account = account
        return filter
    }

    private func export(_ request: Request, _ context: HubContext) async throws -> Response {
        let principal = try context.person().principal
        let (search, filter) = (search, try await filter(AuditSearch(request), as: principal))
        let body = ResponseBody { writer in
            guard let filter else { return try await writer.finish(nil) }
            var cursor: AuditCursor?
            repeat {
                let page = try await search(filter, after: cursor, limit: 1000, as: principal)
                cursor = page.next
                let lines = try page.entries.map { try $0.jsonLine() + "\n" }.joined()
                try await writer.write(ByteBuffer(string: lines))
            } while cursor != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/x-ndjson", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"audit.jsonl\"",
            ], body: body)
    }
}

extension AuditRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [AuditPage.self]
    static let words: [any WordSection.Type] = [
        AuditWords.self, AuditTypeWords.self, AuditDocumentWords.self, AuditDeed.self, AuditSignInMethod.self,
        AuditRefusal.self, AuditPurpose.self, AuditEvent.Entity.Kind.self, AuditDetail.self, KeyPurpose.self,
        AuditEvent.Action.self,
    ]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/administration/audit", AuditWords.menu, for: [.auditor], rank: 60)
    ]

    init(_ services: HubServices) {
        self.init(
            search: SearchAuditTrail(database: services.database), identity: services.hub.identity,
            pages: services.pages)
    }
}
