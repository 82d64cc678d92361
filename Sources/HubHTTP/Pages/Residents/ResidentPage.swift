import DistrictConfig
import Federation
import Foundation
import HubModel
import HubRuntime
import PageKit
import Services

/// What the hub holds of one resident: every text is ready.
struct ResidentPage: PageModel {
    static let template = "resident"

    struct Decision: Sendable {
        let purpose: String
        let textVersion: String
        let decision: String
        let isWithdrawn: Bool
        let time: String
        let fullTime: String
    }

    struct Record: Sendable {
        let time: String
        let fullTime: String
        let what: String
        let details: String
        let recordedBy: String
        let state: String
        let isOff: Bool
    }

    /// Records that a page shows at most.
    static let limit = 200

    var frame: PageFrame
    let words: Words<ResidentWords>
    let title: String
    let code: String
    let lead: String
    let isErased: Bool
    let decisions: [Decision]
    let records: [Record]
    let latestOnly: String?
    var back: PageLink?
    /// What the station's plugin says; nil for whoever is not of the station.
    var advice: AdviceSection?
    /// Why there is no advice where there should be.
    var noAdvice: String?
    /// Where the whole record can be had as a file; nil for whoever may not.
    var export: String?
    /// What may be done.
    var forms: [FormPage.Form] = []
    /// Why the record is open, in an emergency.
    var emergency: String?
    var error: String?
    let token: String

    init(
        _ record: ResidentRecord, frame: PageFrame, configuration: DistrictConfiguration, formats: Formats,
        token: String
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        title = ResidentWords.resident(language)
        code = record.id.short
        lead = Self.lead(record, language)
        isErased = record.erasedAt != nil
        decisions = record.consents.reversed().map { Decision($0, formats) }
        let summary = RecordSummary(configuration: configuration, formats: formats)
        let shown = record.entries.filter { $0.kind != FactKind.correction.rawValue }
            .sorted { ($0.occurredAt ?? .distantPast, $0.place.seq) > ($1.occurredAt ?? .distantPast, $1.place.seq) }
        records = shown.prefix(Self.limit).map { Record($0, summary, formats) }
        latestOnly =
            shown.count > Self.limit
            ? ResidentWords.latestOnly(language).replacing("{n}", with: "\(Self.limit)") : nil
        self.token = token
    }

    private static func lead(_ record: ResidentRecord, _ language: Language) -> String {
        guard let registration = record.registration else { return ResidentWords.notRegistered(language) }
        guard let profile = registration.profile else { return ResidentWords.unreadable(language) }
        let words = [profile.birthYearBand, ResidentWords.sex(profile.sex, language)]
        return (words + profile.tags.map { TagWords.text(of: $0, language) }).joined(separator: " · ")
    }
}

extension ResidentPage.Decision {
    init(_ record: ConsentRecord, _ formats: Formats) {
        purpose = PurposeWords.text(of: record.consent.purpose, formats.language)
        textVersion = record.consent.textVersion
        isWithdrawn = record.decision == .withdrawn
        decision = (isWithdrawn ? ResidentWords.withdrawn : .given)(formats.language)
        time = formats.moment(record.occurredAt)
        fullTime = formats.full(record.occurredAt)
    }
}

extension ResidentPage.Record {
    init(_ entry: RecordEntry, _ summary: RecordSummary, _ formats: Formats) {
        let language = formats.language
        time = entry.occurredAt.map(formats.moment) ?? "–"
        fullTime = entry.occurredAt.map(formats.full) ?? ""
        what = RecordWords.text(of: entry.kind, language)
        details = summary.text(of: entry.kind, data: entry.current ?? entry.data)
        recordedBy = entry.signedHeader.map { ActorWords.text(of: $0.actor, language) } ?? ""
        isOff = entry.current == nil
        state =
            if entry.current == nil, entry.correctedBy != nil {
                ResidentWords.takenBack(language)
            } else if entry.correctedBy != nil {
                ResidentWords.corrected(language)
            } else if let code = entry.quarantine {
                "\(ResidentWords.quarantined(language)) (\(code))"
            } else {
                ResidentWords.counts(language)
            }
    }
}

extension RecordEntry {
    /// What a page tells of the signed header.
    struct SignedHeader: Decodable {
        let actor: String
    }

    var signedHeader: SignedHeader? { try? JSONDecoder().decode(SignedHeader.self, from: Data(header)) }
}
