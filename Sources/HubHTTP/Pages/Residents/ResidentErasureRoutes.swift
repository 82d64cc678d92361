import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// Erases a resident's data for good.
struct ResidentErasureRoutes {
    let read: ReadResident
    let erase: EraseSubject
    let pages: PageMaker

    var routes: [Route] {
        [
            Route(
                .post, ResidentPaths.record + "/erase", policy: ResidentPaths.policy(.change, [.stationManager]),
                "Erases a resident's data for good", parameters: [.stationCode, .id(of: "resident")], request: .form,
                answer: .page, problems: [404, 413, 415, 422], handler: erase)
        ]
    }

    private func erase(_ request: Request, _ context: HubContext) async throws -> Response {
        // What the person can't see is not there to be erased.
        let record = try await read.record(in: context)
        let form = ErasureForm(record, context.form)
        if let mistake = form.mistake { return try answer(mistake, form, context) }
        _ = try await erase(
            record.id, of: record.station,
            request: ErasureRequest(
                agent: .person(try context.person().asActing), source: context.origin.address, reason: form.reason))
        return .seeOther(context.language.address(ResidentPaths.record(of: record.id, at: record.station)))
    }

    /// The form alone: what a change answers is no reading that the trail tells of.
    private func answer(_ mistake: ResidentWords, _ form: ErasureForm, _ context: HubContext) throws -> Response {
        let (language, path) = (context.language, ResidentPaths.record(of: form.resident, at: form.station))
        var page = pages.form(ResidentWords.resident(language), path: path, context)
        page.error = mistake(language)
        page.forms = [form.form(language)]
        page.links = [PageLink(text: ResidentWords.backToRecord(language), address: language.address(path))]
        return try pages.answer(page, status: .unprocessableContent)
    }
}

extension ResidentErasureRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            read: services.readResident,
            erase: EraseSubject(database: services.database, rules: services.hub.rules, keys: services.hub.keys),
            pages: services.pages)
    }
}
