import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// The search of the audit trail: every text is ready.
struct AuditPage: PageModel {
    static let template = "audit"

    struct Row: Sendable {
        let time: String
        let fullTime: String
        let who: String
        let role: String
        let what: String
        let isRefused: Bool
        let outcome: String
        let entity: String
        let details: String?
        let source: String
        let reason: String
        let place: String
    }

    var frame: PageFrame
    let words: Words<AuditWords>
    let rows: [Row]
    let from: String
    let until: String
    let who: String
    let streams: [PageOption]
    let types: [PageOption]
    let outcomes: [PageOption]
    let kept: [PageParameter]
    let export: String
    let next: PageLink?

    init(
        _ entries: [AuditEntry], next: String?, search: AuditSearch, people: [UUID: AccountProfile],
        names: OrganizationNames, frame: PageFrame, formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        rows = entries.map { Row($0, people: people, names: names, formats: formats) }
        from = search.from?.description ?? ""
        until = search.until?.description ?? ""
        who = search.who ?? ""
        let organizations =
            [Organization.bureau] + names.stations.keys.sorted().map(Organization.station)
            + names.hospitals.keys.sorted().map(Organization.hospital)
        streams = Self.options(organizations, search.stream, language, value: \.auditStream) {
            names.name(of: $0, language)
        }
        types = Self.options(AuditEventType.known, search.type, language, value: \.rawValue) {
            AuditTypeWords.text(of: $0.rawValue, language)
        }
        outcomes = Self.options(AuditEvent.Outcome.allCases, search.outcome, language, value: \.rawValue) {
            AuditWords.outcome($0.rawValue, language)
        }
        kept = language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
        export = search.address("/api/v1/administration/audit.jsonl")
        self.next = next.map {
            PageLink(
                text: AuditWords.older(language),
                address: language.address(search.address("/administration/audit", after: $0)))
        }
    }

    private static func options<Value: Equatable>(
        _ all: [Value], _ chosen: Value?, _ language: Language, value: (Value) -> String, text: (Value) -> String
    ) -> [PageOption] {
        [PageOption(value: "", text: AuditWords.all(language), isSelected: chosen == nil)]
            + all.map { PageOption(value: value($0), text: text($0), isSelected: $0 == chosen) }
    }
}

extension AuditPage.Row {
    init(
        _ entry: AuditEntry, people: [UUID: AccountProfile], names: OrganizationNames, formats: Formats
    ) {
        let language = formats.language
        let reading = AuditReading(entry: entry, people: people, names: names, language: language)
        time = formats.moment(entry.recordedAt)
        fullTime = formats.full(entry.recordedAt)
        who = reading.who
        role = reading.role
        what = reading.what
        isRefused = entry.outcome != AuditEvent.Outcome.success.rawValue
        outcome = AuditWords.outcome(entry.outcome, language)
        let object = reading.object
        entity = object.first ?? ""
        let further = object.dropFirst().joined(separator: " · ")
        details = further.isEmpty ? nil : further
        source = reading.source
        reason = reading.reason
        place = reading.place
    }
}
