import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Services

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
        do {
            _ = try await erase(
                record.id, of: record.station,
                request: ErasureRequest(
                    agent: .person(try context.person().asActing), source: context.origin.address, reason: form.reason))
        } catch ErasureError.plainFacts {
            return try answer(.unsealed, form, context)
        }
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

/// What is asked before somebody's data is erased.
struct ErasureForm {
    private static let reasonLength = 5...500

    let resident: ResidentID
    let station: StationCode
    let reason: String
    private let confirmation: String

    /// - Parameter fields: what was sent; empty the first time.
    init(_ record: ResidentRecord, _ fields: FormFields) {
        resident = record.id
        station = record.station
        reason = (fields["reason"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        confirmation = (fields["confirm"] ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// What is wrong with what was sent.
    var mistake: ResidentWords? {
        guard Self.reasonLength.contains(reason.unicodeScalars.count) else { return .missingReason }
        return confirmation == resident.short ? nil : .wrongConfirmation
    }

    func form(_ language: Language) -> FormPage.Form {
        FormPage.Form(
            action: language.address(ResidentPaths.record(of: resident, at: station) + "/erase"),
            fields: [
                FormPage.Field(
                    name: "reason", label: ResidentWords.eraseReason(language), value: reason,
                    help: ResidentWords.eraseReasonHelp(language)),
                FormPage.Field(
                    name: "confirm", label: ResidentWords.eraseConfirm(language),
                    help: ResidentWords.eraseConfirmHelp(language).replacing("{id}", with: resident.short)),
            ], button: ResidentWords.erase(language), isDanger: true, consequence: ResidentWords.eraseEffect(language),
            heading: ResidentWords.erase(language))
    }
}
