import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Services

/// A resident's record, and the file for the resident.
struct ResidentRecordRoutes {
    let read: ReadResident
    let advise: AdviseOnResident
    let accesses: ListEmergencyAccess
    let configuration: DistrictConfiguration
    let pages: PageMaker

    private static let parameters: [RouteParameter] = [.stationCode, .id(of: "resident")]

    var routes: [Route] {
        [
            Route(
                .get, ResidentPaths.record, policy: ResidentPaths.policy(.single), "A resident's record",
                parameters: Self.parameters + CounsellorSearch.parameters, answer: .page, problems: [404]
            ) { request, context in
                let record = try await read.record(in: context)
                var page = try page(of: record, context)
                await advise(on: record, CounsellorSearch(request), in: &page, context.language)
                return try pages.answer(page)
            },
            Route(
                .get, "/api/v1" + ResidentPaths.record, policy: ResidentPaths.policy(.single), "A resident's record",
                parameters: Self.parameters, answer: .json(), problems: [404]
            ) { _, context in
                try JSONAnswer.response(ResidentAnswer(try await read.record(in: context)))
            },
            Route(
                .get, "/api/v1" + ResidentPaths.record + "/export",
                policy: ResidentPaths.policy(.export, [.stationManager]),
                "Everything held of a resident, as a file for the resident", parameters: Self.parameters,
                answer: .json(), problems: [404]
            ) { _, context in
                var response = try JSONAnswer.response(try await export(context))
                response.headers[.contentDisposition] = "attachment; filename=\"resident.json\""
                return response
            },
        ]
    }

    private func page(of record: ResidentRecord, _ context: HubContext) throws -> ResidentPage {
        let language = context.language
        let path = ResidentPaths.record(of: record.id, at: record.station)
        var page = ResidentPage(
            record, frame: pages.frame(ResidentWords.resident(language), path: path, context),
            configuration: configuration, formats: pages.formats(language), token: context.formToken)
        page.back = PageLink(
            text: ResidentWords.back(language), address: language.address(ResidentPaths.list(of: record.station)))
        if try context.person().acting.role == .stationManager, record.erasedAt == nil {
            page.export = "/api/v1\(path)/export"
            page.forms = [ErasureForm(record, context.form).form(language)]
        }
        return page
    }

    /// Adds what the station's plugin says, unless there is nobody left to say it of.
    private func advise(
        on record: ResidentRecord, _ search: CounsellorSearch, in page: inout ResidentPage, _ language: Language
    ) async {
        guard record.erasedAt == nil else { return }
        guard let advice = await advise(record, at: pages.now()) else {
            page.noAdvice = AdviceWords.missing(language)
            return
        }
        var counsellors: CounsellorAdvice?
        if let (problem, tier) = search.asked {
            counsellors = await advise.counsellors(of: record.station, for: problem, tier: tier)
        }
        page.advice = AdviceSection(
            advice,
            counsellors: CounsellorSection(
                search, problems: advice.problems, advice: counsellors,
                path: ResidentPaths.record(of: record.id, at: record.station), language),
            configuration: configuration, formats: pages.formats(language))
    }

    private func export(_ context: HubContext) async throws -> ResidentExport {
        let record = try await read.record(in: context)
        let opened = try await accesses(to: record.id, at: record.station, as: try context.person().principal)
        return ResidentExport(record, accesses: opened, at: pages.now())
    }
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

extension ResidentRecordRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ResidentPage.self]
    static let words: [any WordSection.Type] = [AdviceWords.self, Counsellor.Credential.self]

    init(_ services: HubServices) {
        self.init(
            read: services.readResident,
            advise: AdviseOnResident(plugins: services.hub.plugins, configuration: services.hub.inForce),
            accesses: ListEmergencyAccess(database: services.database), configuration: services.hub.configuration,
            pages: services.pages)
    }
}
