import Foundation
import HubModel
import HubRuntime
import PageKit

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
