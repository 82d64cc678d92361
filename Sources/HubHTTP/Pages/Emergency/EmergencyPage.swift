import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// Break-glass access: the form and what there was; every text is ready.
struct EmergencyPage: PageModel {
    static let template = "emergency"

    struct Row: Sendable {
        let who: String
        let station: String
        let resident: String
        let reason: String
        let from: String
        let until: String
        let fullFrom: String
        let state: String
        let isRunning: Bool
        /// Where one's own open access leads.
        let view: PageLink?
    }

    let frame: PageFrame
    let words: Words<EmergencyWords>
    private(set) var forms: [FormPage.Form] = []
    var error: String?
    let rows: [Row]
    let token: String

    /// - Parameter people: the profiles of those who were let in.
    init(
        _ accesses: [EmergencyAccess], for signedIn: SignedIn, people: [UUID: AccountProfile], frame: PageFrame,
        names: OrganizationNames, formats: Formats, token: String
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        rows = accesses.map { access in
            let isRunning = access.isOpen(at: formats.now)
            let isOwn = isRunning && access.account == signedIn.account && signedIn.acting.role == .director
            return Row(
                who: people[access.account]?.displayName ?? Role.director(language),
                station: names.name(of: .station(access.station), language),
                resident: access.resident.short, reason: access.reason,
                from: formats.moment(access.grantedAt), until: formats.full(access.endedAt ?? access.expiresAt),
                fullFrom: formats.full(access.grantedAt),
                state: EmergencyWords.state(of: access, at: formats.now)(language), isRunning: isRunning,
                view: isOwn
                    ? PageLink(
                        text: EmergencyWords.view(language),
                        address: language.address("/emergency/\(access.id.uuidString.lowercased())")) : nil)
        }
        self.token = token
    }

    /// Adds the form, as it was typed when something was wrong with it.
    mutating func offer(_ typed: FormFields, stations: [(code: StationCode, name: String)], _ language: Language) {
        let (station, hours) = (typed["station"], typed["hours"])
        forms = [
            FormPage.Form(
                action: language.address("/emergency"),
                fields: [
                    FormPage.Field(
                        name: "station", label: EmergencyWords.station(language),
                        options: stations.map {
                            PageOption(value: $0.code.rawValue, text: $0.name, isSelected: $0.code.rawValue == station)
                        }),
                    FormPage.Field(
                        name: "resident", label: EmergencyWords.resident(language), value: typed["resident"] ?? "",
                        help: EmergencyWords.residentHelp(language)),
                    FormPage.Field(
                        name: "reason", label: EmergencyWords.reason(language), value: typed["reason"] ?? "",
                        help: EmergencyWords.reasonHelp(language)),
                    FormPage.Field(
                        name: "hours", label: EmergencyWords.hours(language),
                        options: EmergencyRequest.hours.map {
                            PageOption(
                                value: "\($0)",
                                text: EmergencyWords.hour(language).replacing("{n}", with: "\($0)"),
                                isSelected: "\($0)" == hours)
                        }),
                ], button: EmergencyWords.open(language), isDanger: true,
                consequence: EmergencyWords.consequence(language))
        ]
    }
}

extension EmergencyWords {
    static func state(of access: EmergencyAccess, at now: Date) -> EmergencyWords {
        access.endedAt != nil ? .ended : access.isOpen(at: now) ? .running : .over
    }
}
