import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import Protection
import Services

/// A station's residents: the list, one record, and the file for the resident.
struct ResidentRoutes {
    let list: ListResidents
    let read: ReadResident
    let erase: EraseSubject
    let accesses: ListEmergencyAccess
    let configuration: DistrictConfiguration
    let pages: PageMaker

    static let path = "/stations/{code}/residents"
    static let code = RouteParameter(
        "code", in: .path, required: true, schema: #"{"type":"string"}"#, "The station's code")
    static let id = RouteParameter(
        "id", in: .path, required: true, schema: #"{"type":"string","format":"uuid"}"#, "The resident's id")
    private static let filter = RouteParameter(
        "q", in: .query, schema: #"{"type":"string"}"#, "What the id begins with, 4 characters or more")
    private static let after = RouteParameter(
        "after", in: .query, schema: #"{"type":"string"}"#, "Where the page before ended")

    private static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role> = .atStation) -> RoutePolicy {
        .people(roles, .station(parameter: "code"), kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.list), "The residents of a station, the latest registered first",
                parameters: [Self.code, Self.filter, Self.after], answer: .page, handler: showList),
            Route(
                .get, "/api/v1" + Self.path, policy: Self.policy(.list),
                "The residents of a station, the latest registered first",
                parameters: [Self.code, Self.filter, Self.after], answer: .json(), handler: answerList),
            Route(
                .get, Self.path + "/{id}", policy: Self.policy(.single), "A resident's record",
                parameters: [Self.code, Self.id], answer: .page, problems: [404], handler: show),
            Route(
                .get, "/api/v1" + Self.path + "/{id}", policy: Self.policy(.single), "A resident's record",
                parameters: [Self.code, Self.id], answer: .json(), problems: [404]
            ) { _, context in
                try JSONAnswer.response(ResidentAnswer(try await record(context)))
            },
            Route(
                .get, "/api/v1" + Self.path + "/{id}/export", policy: Self.policy(.export, [.stationManager]),
                "Everything held of a resident, as a file for the resident", parameters: [Self.code, Self.id],
                answer: .json(), problems: [404]
            ) { _, context in
                var response = try JSONAnswer.response(try await export(context))
                response.headers[.contentDisposition] = "attachment; filename=\"resident.json\""
                return response
            },
            Route(
                .post, Self.path + "/{id}/erase", policy: Self.policy(.change, [.stationManager]),
                "Erases a resident's data for good", parameters: [Self.code, Self.id], request: .form, answer: .page,
                problems: [404, 413, 415, 422], handler: eraseResident),
        ]
    }

    static func station(_ context: HubContext) throws -> StationCode {
        guard let code = context.parameters.get("code").flatMap({ StationCode(rawValue: $0) }) else {
            throw Problem.notFound()
        }
        return code
    }

    static func resident(_ context: HubContext) throws -> ResidentID {
        guard let id = context.parameters.get("id").flatMap(UUID.init(uuidString:)) else { throw Problem.notFound() }
        return ResidentID(rawValue: id)
    }

    // The list

    private func page(_ request: Request, _ context: HubContext) async throws -> ListResidents.Page {
        let filter = Self.filter(request)
        let prefix = ResidentIDPrefix(filter)
        guard filter.isEmpty || prefix != nil else { return ListResidents.Page() }
        let after = request.uri.queryParameters["after"].flatMap { ResidentCursor(text: String($0)) }
        return try await list(
            of: try Self.station(context), prefix: prefix, after: after, as: try context.person().principal)
    }

    /// What was typed, without anything that no id has.
    private static func filter(_ request: Request) -> String {
        String(
            (request.uri.queryParameters["q"] ?? "").lowercased().filter { $0.isASCII && ($0.isHexDigit || $0 == "-") }
                .prefix(36))
    }

    private func showList(_ request: Request, _ context: HubContext) async throws -> Response {
        let station = try Self.station(context)
        let frame = pages.frame(
            ResidentWords.title(context.language), path: "/stations/\(station)/residents", context)
        return pages.html(
            try pages.renderer.html(
                ResidentListPage(
                    try await page(request, context), of: station, filter: Self.filter(request), frame: frame,
                    formats: pages.formats(context.language))))
    }

    private func answerList(_ request: Request, _ context: HubContext) async throws -> Response {
        try JSONAnswer.response(ResidentListAnswer(try await page(request, context)))
    }

    // One record

    private func record(_ context: HubContext) async throws -> ResidentRecord {
        let record = try await read(
            try Self.resident(context), of: try Self.station(context), as: try context.person().principal)
        guard let record else { throw Problem.notFound() }
        return record
    }

    private func export(_ context: HubContext) async throws -> ResidentExport {
        let record = try await record(context)
        let opened = try await accesses(to: record.id, at: record.station, as: try context.person().principal)
        return ResidentExport(record, accesses: opened, at: pages.now())
    }

    private func eraseResident(_ request: Request, _ context: HubContext) async throws -> Response {
        // What the person can't see is not there to be erased.
        let record = try await record(context)
        let reason = (context.form["reason"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        // The form alone: what a change answers is no reading that the trail tells of.
        func mistake(_ words: ResidentWords) throws -> Response {
            let language = context.language
            let path = "/stations/\(record.station)/residents/\(record.id)"
            var page = pages.form(ResidentWords.resident(language), path: path, context)
            page.error = words(language)
            page.forms = [Self.eraseForm(record, context.form, language)]
            page.links = [PageLink(text: ResidentWords.backToRecord(language), address: language.address(path))]
            return try pages.answer(page, status: .unprocessableContent)
        }
        guard Self.reasonLength.contains(reason.unicodeScalars.count) else { return try mistake(.missingReason) }
        guard context.form["confirm"]?.trimmingCharacters(in: .whitespaces).lowercased() == record.id.short else {
            return try mistake(.wrongConfirmation)
        }
        do {
            _ = try await erase(
                record.id, of: record.station,
                request: ErasureRequest(
                    agent: .person(try context.person().asActing), source: context.origin.address, reason: reason))
        } catch ErasureError.plainFacts {
            return try mistake(.unsealed)
        }
        return .seeOther(context.language.address("/stations/\(record.station)/residents/\(record.id)"))
    }

    private static let reasonLength = 5...500

    private static func eraseForm(_ record: ResidentRecord, _ form: FormFields, _ language: Language) -> FormPage.Form {
        FormPage.Form(
            action: language.address("/stations/\(record.station)/residents/\(record.id)/erase"),
            fields: [
                FormPage.Field(
                    name: "reason", label: ResidentWords.eraseReason(language), value: form["reason"] ?? "",
                    help: ResidentWords.eraseReasonHelp(language)),
                FormPage.Field(
                    name: "confirm", label: ResidentWords.eraseConfirm(language),
                    help: ResidentWords.eraseConfirmHelp(language).replacing("{id}", with: record.id.short)),
            ], button: ResidentWords.erase(language), isDanger: true, consequence: ResidentWords.eraseEffect(language),
            heading: ResidentWords.erase(language))
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        pages.html(try pages.renderer.html(try await page(of: try await record(context), context)))
    }

    private func page(of record: ResidentRecord, _ context: HubContext) async throws -> ResidentPage {
        let language = context.language
        let path = "/stations/\(record.station)/residents"
        let frame = pages.frame(ResidentWords.resident(language), path: "\(path)/\(record.id)", context)
        var page = ResidentPage(
            record, frame: frame, configuration: configuration, formats: pages.formats(language),
            token: context.formToken)
        page.back = PageLink(text: ResidentWords.back(language), address: language.address(path))
        if try context.person().acting.role == .stationManager, record.erasedAt == nil {
            page.export = "/api/v1\(path)/\(record.id)/export"
            page.forms = [Self.eraseForm(record, context.form, language)]
        }
        return page
    }
}

extension ResidentID {
    /// What people tell residents apart by.
    var short: String { String(description.prefix(8)) }
}

/// What a record's page shows, as JSON; the data of the facts is in the export.
private struct ResidentAnswer: Encodable {
    struct Decision: Encodable {
        let purpose: String
        let textVersion: String
        let decision: String
        let at: Date
    }

    struct Record: Encodable {
        let fact: String
        let kind: String
        let occurredAt: Date?
        let counts: Bool
    }

    let resident: String
    let registeredAt: Date?
    let birthYearBand: String?
    let sex: String?
    let tags: [String]
    let consents: [Decision]
    let records: [Record]
    let erasedAt: Date?

    init(_ record: ResidentRecord) {
        let profile = record.registration?.profile
        resident = record.id.description
        registeredAt = record.registration?.registeredAt
        birthYearBand = profile?.birthYearBand
        sex = profile?.sex.rawValue
        tags = profile?.tags ?? []
        consents = record.consents.map {
            Decision(
                purpose: $0.consent.purpose, textVersion: $0.consent.textVersion, decision: $0.decision.rawValue,
                at: $0.occurredAt)
        }
        records = record.entries.map {
            Record(fact: $0.id.description, kind: $0.kind, occurredAt: $0.occurredAt, counts: $0.current != nil)
        }
        erasedAt = record.erasedAt
    }
}

/// The list as JSON.
private struct ResidentListAnswer: Encodable {
    struct Line: Encodable {
        let resident: String
        let registeredAt: Date
        let birthYearBand: String?
        let sex: String?
        let tags: [String]
        /// The purposes consented to now.
        let consents: [String]
    }

    let residents: [Line]
    let next: String?

    init(_ page: ListResidents.Page) {
        residents = page.lines.map { line in
            let profile = line.registration.profile
            return Line(
                resident: line.registration.id.description, registeredAt: line.registration.registeredAt,
                birthYearBand: profile?.birthYearBand, sex: profile?.sex.rawValue, tags: profile?.tags ?? [],
                consents: line.consents.values.filter { $0.decision == .given }.map(\.consent.purpose).sorted())
        }
        next = page.next?.text
    }
}
