import Foundation
import HubModel
import Hummingbird
import PageKit
import Protection

/// What an address asks of the audit trail. What can't be read means what a missing one does.
struct AuditSearch: Sendable {
    var from: CivilDate?
    var until: CivilDate?
    var stream: Organization?
    var type: AuditEventType?
    var outcome: AuditEvent.Outcome?
    var who: String?
    var after: AuditCursor?

    init(_ request: Request) {
        func value(_ name: Substring) -> String? {
            request.uri.queryParameters[name].map { $0.replacing("+", with: " ").trimmingCharacters(in: .whitespaces) }
                .flatMap { $0.isEmpty ? nil : $0 }
        }
        from = value("from").flatMap { CivilDate($0) }
        until = value("until").flatMap { CivilDate($0) }
        stream = value("stream").flatMap(Organization.init(auditStream:))
        type = value("type").flatMap(AuditEventType.init(rawValue:))
        outcome = value("outcome").flatMap(AuditEvent.Outcome.init(rawValue:))
        who = value("who").map { String($0.prefix(64)) }
        after = value("after").flatMap(AuditCursor.init(text:))
    }

    /// Days are days of the district.
    func filter(in timeZone: TimeZone) -> AuditFilter {
        var filter = AuditFilter()
        filter.from = from.map { Self.beginning($0, timeZone) }
        filter.until = until.map { Self.beginning(CivilDate(daysSinceEpoch: $0.daysSinceEpoch + 1), timeZone) }
        filter.stream = stream
        filter.type = type
        filter.outcome = outcome
        return filter
    }

    private static func beginning(_ day: CivilDate, _ timeZone: TimeZone) -> Date {
        let noon = Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400 + 43_200)
        return noon.addingTimeInterval(-43_200 - Double(timeZone.secondsFromGMT(for: noon)))
    }

    /// The query with these filters, for links.
    var parameters: [PageParameter] {
        let all: [(String, String?)] = [
            ("from", from?.description), ("until", until?.description), ("stream", stream?.auditStream),
            ("type", type?.rawValue), ("outcome", outcome?.rawValue), ("who", who),
        ]
        return all.compactMap { name, value in value.map { .init(name: name, value: $0) } }
    }

    func address(_ path: String, after cursor: String? = nil) -> String {
        (parameters + (cursor.map { [.init(name: "after", value: $0)] } ?? [])).address(path)
    }
}
