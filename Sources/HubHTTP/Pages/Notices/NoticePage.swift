import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// What an organization was told: every text is ready.
struct NoticePage: PageModel {
    static let template = "notices"

    struct Row: Sendable {
        let told: String
        let fullTold: String
        let who: String
        let station: String
        let resident: String
        /// Where the station finds the resident; nil for the bureau.
        let record: String?
        let reason: String
        let period: String
        let state: String
        let isOpen: Bool
        /// Where the button leads; nil when somebody has seen it, or somebody else has to.
        let acknowledge: String?
        let seen: String?
    }

    let frame: PageFrame
    let words: Words<EmergencyWords>
    let rows: [Row]
    let token: String

    /// - Parameter path: of the page itself.
    init(
        _ notices: [Notice], for signedIn: SignedIn, people: [UUID: AccountProfile], path: String, frame: PageFrame,
        names: OrganizationNames, formats: Formats, token: String
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        self.token = token
        rows = notices.map { notice in
            let access = notice.access
            let isStation = signedIn.acting.organization.kind == .station
            let maySee = notice.acknowledgedAt == nil && access.account != signedIn.account
            let end = access.endedAt ?? access.expiresAt
            let waits = maySee ? nil : EmergencyWords.notSeen(language)
            return Row(
                told: formats.moment(notice.toldAt), fullTold: formats.full(notice.toldAt),
                who: people[access.account]?.displayName ?? Role.director(language),
                station: names.name(of: .station(access.station), language),
                resident: access.resident.short,
                record: isStation
                    ? language.address("/stations/\(access.station)/residents/\(access.resident)") : nil,
                reason: access.reason, period: "\(formats.full(access.grantedAt)) – \(formats.clock(end))",
                state: EmergencyWords.state(of: access, at: formats.now)(language),
                isOpen: notice.acknowledgedAt == nil,
                acknowledge: maySee
                    ? language.address("\(path)/\(notice.id.uuidString.lowercased())/acknowledge") : nil,
                seen: notice.acknowledgedAt.map { "\(EmergencyWords.seenAt(language)) \(formats.moment($0))" } ?? waits)
        }
    }
}
