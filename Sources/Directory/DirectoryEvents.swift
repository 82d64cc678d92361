import DistrictConfig
import FactLog
import Foundation
import HubModel
import Protection

extension AuditEvent {
    /// A station's key or one-time code was changed, told in the station's chain.
    static func stationKey(
        _ deed: AuditDeed, _ action: Action, of station: StationCode, by agent: Agent, on entity: Entity,
        source: String?, details: [AuditDetail: String] = [:], at now: Date
    ) -> AuditEvent {
        AuditEvent(
            .key, action, deed, in: .station(station), by: agent, on: entity, source: source, details: details, at: now)
    }

    /// The same by somebody at the command line.
    ///
    /// - Parameter operatorName: the name of the account of the operating system.
    static func stationKey(
        _ deed: AuditDeed, _ action: Action, of station: StationCode, byOperator operatorName: String,
        on entity: Entity, at now: Date
    ) -> AuditEvent {
        stationKey(
            deed, action, of: station, by: .system, on: entity, source: "command-line",
            details: [.operator: operatorName], at: now)
    }

    static func directoryChanged(stations: [String], hospitals: [String], at now: Date) -> AuditEvent {
        var details: [AuditDetail: String] = [.rows: "\(stations.count + hospitals.count)"]
        if !stations.isEmpty { details[.stations] = fitting(stations) }
        if !hospitals.isEmpty { details[.hospitals] = fitting(hospitals) }
        return AuditEvent(
            .configuration, .update, .directoryChanged, in: .bureau, by: .system, on: .init(.configuration),
            details: details, at: now)
    }

    /// As many codes as a detail takes.
    private static func fitting(_ codes: [String]) -> String {
        var text = ""
        for code in codes {
            guard text.count + code.count + 3 <= largestDetail else { return text + " …" }
            text += text.isEmpty ? code : " " + code
        }
        return text
    }

    /// The keys of documents, or when there are too many how many there are of each kind: `activity×6 station×1`.
    private static func summary(ofDocuments keys: [String]) -> String {
        let all = keys.joined(separator: " ")
        guard all.count > largestDetail else { return all }
        let kinds = Dictionary(grouping: keys) { $0.prefix { $0 != "/" } }
        return fitting(kinds.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value.count)" })
    }

    /// Characters of a detail that the trail keeps.
    private static let largestDetail = 200

    static func offerDecided(_ decision: OfferDecision, by agent: Agent, source: String?) -> AuditEvent {
        let (revision, offer) = (decision.revision, decision.revision.offer)
        return AuditEvent(
            .configuration, .update, .offerDecided, in: .station(decision.station), by: agent,
            on: .init(.configuration),
            source: source,
            details: [
                .revision: "\(revision.number)", .plugin: "\(offer.profile) \(offer.pluginVersion)",
                .effective: revision.effectiveAt.formatted(.iso8601),
            ], at: decision.decidedAt)
    }

    static func documentsPublished(_ keys: [String], to station: StationCode, at now: Date) -> AuditEvent {
        AuditEvent(
            .configuration, .update, .documentsPublished, in: .station(station), by: .system, on: .init(.configuration),
            details: [.rows: "\(keys.count)", .documents: summary(ofDocuments: keys)], at: now)
    }
}

extension EnrolmentCode {
    /// Names a code in the audit trail without telling it: the beginning of its digest.
    var auditID: String { String(digest.description.prefix(16)) }
}
