import DistrictConfig
import Foundation
import HubModel
import PluginKit
import StationNode

/// The status of a book for people and for programs.
struct StatusReport: Encodable {
    struct Facts: Encodable {
        var recorded: Int
        var unsent: Int
        var quarantined: Int
        var kinds: [String: Int]
    }

    struct Quarantined: Encodable {
        var epoch: Int
        var seq: Int64
        var kind: String
        var code: String
        var detail: String
    }

    struct Trouble: Encodable {
        var code: String
        var zh: String
        var en: String
        var failures: Int
        var nextAttempt: Date?
    }

    struct Imports: Encodable {
        struct Refused: Encodable {
            var path: String
            var rows: Int
            var problem: String?
            var pending: Bool
        }

        var pending: Int
        var refused: [Refused]
    }

    struct SameDay: Encodable {
        var since: Date
        var screenings: Int
    }

    struct Offer: Encodable {
        /// The number of the hub's decision.
        var number: Int64
        var effectiveAt: Date
        var profile: String
        var version: String
        var isInForce: Bool
    }

    struct Document: Encodable {
        var key: String
        var version: String
        var digest: String
        var appliedAt: Date
    }

    var station: String
    var profile: String?
    /// Of the plugin that the station works by.
    var pluginVersion: String?
    /// The plugin that was decided and isn't installed here.
    var missingPlugin: String?
    var offers: [Offer]
    var facts: Facts
    var epoch: Int
    var lastSeq: Int64
    var acceptedThrough: Int64
    var completeThrough: Date?
    var lastContact: Date?
    var lastError: Trouble?
    var quarantined: [Quarantined]
    var residents: Int
    var imports: Imports
    var sameDay: SameDay
    var changeCursor: Int64
    var documents: [Document]

    /// - Parameter installation: nil when there is no readable configuration.
    init(_ status: BookStatus, _ installation: StationInstallation?, offers revisions: [OfferRevision], at now: Date) {
        station = status.station.rawValue
        profile = installation?.plugin.manifest.id.rawValue
        pluginVersion = installation?.plugin.manifest.version
        missingPlugin = installation?.missing.map { "\($0.id) \($0.version)" }
        let inForce = revisions.inForce(at: now)
        offers = ([inForce].compactMap { $0 } + revisions.scheduled(after: now)).map {
            Offer(
                number: $0.number, effectiveAt: $0.effectiveAt, profile: $0.offer.profile.rawValue,
                version: $0.offer.pluginVersion, isInForce: $0 == inForce)
        }
        facts = Facts(
            recorded: status.recorded, unsent: status.unsent, quarantined: status.quarantined.count, kinds: status.kinds
        )
        epoch = status.epoch
        lastSeq = status.lastSeq
        acceptedThrough = status.acceptedThrough
        completeThrough = status.completeThrough
        lastContact = status.lastContact
        lastError = status.trouble.map { trouble in
            Trouble(
                code: trouble.code, zh: trouble.words.zh, en: trouble.words.en, failures: trouble.failures,
                nextAttempt: trouble.nextAttempt)
        }
        quarantined = status.quarantined.map {
            Quarantined(
                epoch: $0.place.epoch, seq: $0.place.seq, kind: $0.kind, code: $0.code, detail: $0.detail)
        }
        residents = status.residents
        imports = Imports(
            pending: status.pendingImports,
            refused: status.refusedImports.map {
                Imports.Refused(path: $0.path, rows: $0.rows, problem: $0.problem, pending: $0.isPending)
            })
        sameDay = SameDay(since: status.sameDaySince, screenings: status.sameDayScreenings)
        changeCursor = status.changeCursor
        documents = status.documents.map {
            Document(key: $0.key, version: $0.version, digest: $0.digest, appliedAt: $0.appliedAt)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case station, profile, pluginVersion, missingPlugin, offers, facts, epoch, lastSeq, acceptedThrough,
            completeThrough, lastContact, lastError
        case quarantined, residents, imports, sameDay, changeCursor, documents
    }

    /// Members without a value are null, so that a reader finds every member.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(station, forKey: .station)
        try container.encode(profile, forKey: .profile)
        try container.encode(pluginVersion, forKey: .pluginVersion)
        try container.encode(missingPlugin, forKey: .missingPlugin)
        try container.encode(offers, forKey: .offers)
        try container.encode(facts, forKey: .facts)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(lastSeq, forKey: .lastSeq)
        try container.encode(acceptedThrough, forKey: .acceptedThrough)
        try container.encode(completeThrough, forKey: .completeThrough)
        try container.encode(lastContact, forKey: .lastContact)
        try container.encode(lastError, forKey: .lastError)
        try container.encode(quarantined, forKey: .quarantined)
        try container.encode(residents, forKey: .residents)
        try container.encode(imports, forKey: .imports)
        try container.encode(sameDay, forKey: .sameDay)
        try container.encode(changeCursor, forKey: .changeCursor)
        try container.encode(documents, forKey: .documents)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func words() -> String {
        let plugin = profile.map { "\($0) \(pluginVersion ?? "")" }
        var lines = ["站点 / station        \(station)  \(plugin ?? "（未读到配置 / no configuration）")"]
        if let missingPlugin {
            lines.append(
                "请安装插件 / please install the plugin \(missingPlugin)：已决定使用，本机没有 / it was decided and is not on this machine"
            )
        }
        for offer in offers where !offer.isInForce {
            lines.append(
                "将于 \(offer.effectiveAt.ISO8601Format()) 改用 / from then on: \(offer.profile) \(offer.version)")
        }
        lines.append("记录 / recorded       \(facts.recorded)  (\(epoch)/\(lastSeq))")
        for (kind, count) in facts.kinds.sorted(by: { $0.key < $1.key }) { lines.append("    \(kind)  \(count)") }
        lines.append("已确认 / acknowledged \(acceptedThrough)")
        lines.append(
            facts.unsent == 0
                ? "全部记录已送达枢纽 / every record has reached the hub"
                : """
                \(facts.unsent) 条记录尚未送达，已保存在本站，联网后自动重传 / \(facts.unsent) records are kept at the station and \
                will be sent
                """)
        for notice in quarantined {
            lines.append(
                "枢纽无法采用 / unusable at the hub: \(notice.epoch)/\(notice.seq) \(notice.kind) \(notice.code) \(notice.detail)"
            )
        }
        let contact = lastContact.map { $0.ISO8601Format() } ?? "从未 / never"
        lines.append("最近联系 / last contact \(contact)")
        if let error = lastError {
            lines.append("最近问题 / last trouble \(error.code)（连续 \(error.failures) 次 / \(error.failures) in a row）")
            lines.append("    \(error.zh)")
            lines.append("    \(error.en)")
            if let next = error.nextAttempt { lines.append("    下次尝试 / next attempt \(next.ISO8601Format())") }
        }
        if imports.pending > 0 { lines.append("待导入文件 / files to import \(imports.pending)") }
        lines += imports.refused.map(\.words)
        if sameDay.screenings > 0 {
            lines.append(
                """
                24 小时内录入的筛查有 \(sameDay.screenings) 份须由专人当日查看 / \(sameDay.screenings) screenings recorded in the \
                last 24 hours: a person must look at each the same day
                """)
        }
        for document in documents {
            lines.append("枢纽下发 / from the hub \(document.key) \(document.version)")
        }
        return lines.joined(separator: "\n")
    }
}

extension StatusReport.Imports.Refused {
    fileprivate var words: String {
        if let problem {
            return pending
                ? "待导入，会自动再试 / not imported yet, will be tried again: \(problem)"
                : "文件未导入 / file not imported: \(problem)"
        }
        return """
            \(path): \(rows) 行未录入，用 record --csv 再导入该文件可逐行查看原因，已录入的不会重复 / \(rows) rows were not \
            recorded; record --csv with this file names each, and adds nothing twice
            """
    }
}
