import FactLog
import HubModel

extension FactRules {
    /// The "six entries" 六进: where activities are brought to.
    static let settings: Set = ["agency", "village", "community", "school", "company", "unit"]

    static func check(_ data: ResidentRegistered) throws {
        let years = data.birthYearBand.split(separator: "-", omittingEmptySubsequences: false)
        guard years.count == 2, years.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy(isDigit) }),
            let first = Int(years[0]), let last = Int(years[1]), first % 5 == 0, last == first + 4,
            (1880...2200).contains(first)
        else { throw outOfRange("birthYearBand", zh: "五年一段，如 1955-1959", en: "five years, e.g. 1955-1959") }
        guard data.tags.count <= 50 else { throw outOfRange("tags", zh: "最多 50 个", en: "50 at most") }
        try data.tags.forEach { try text($0, "tags") }
        for consent in data.consents {
            try text(consent.purpose, "consents.purpose")
            try text(consent.textVersion, "consents.textVersion")
        }
    }

    static func check(_ data: ScreeningCompleted) throws {
        try text(data.instrument, "instrument")
        try text(data.instrumentVersion, "instrumentVersion")
        guard (1...200).contains(data.answers.count) else {
            throw outOfRange("answers", zh: "1 至 200 题", en: "1 to 200 items")
        }
        let absent = Set(data.answers.indices.filter { data.answers[$0] == nil }.map { "\($0 + 1)" })
        guard Set(data.unanswered.keys) == absent else {
            throw outOfRange("unanswered", zh: "须逐一说明没有答案的题目", en: "names exactly the items without an answer")
        }
        guard (data.total == nil) == (data.severity == nil) else {
            throw outOfRange("severity", zh: "与总分同时有或无", en: "stands or lacks together with the total")
        }
        if let age = data.ageYears, !(0...130).contains(age) {
            throw outOfRange("ageYears", zh: "0 至 130", en: "0 to 130")
        }
        try data.triage.reasons.forEach { try text($0, "triage.reasons") }
        try text(data.plugin.id, "plugin.id")
        try text(data.plugin.version, "plugin.version")
    }

    static func check(_ data: ActivityHeld) throws {
        try text(data.activity, "activity")
        try text(data.activityKind, "activityKind")
        guard settings.contains(data.setting) else {
            let list = settings.sorted().joined(separator: ", ")
            throw outOfRange("setting", zh: list, en: list)
        }
        guard (1...100_000).contains(data.capacity) else {
            throw outOfRange("capacity", zh: "1 至 100000", en: "1 to 100000")
        }
        guard (1...10_080).contains(data.minutes) else {
            throw outOfRange("minutes", zh: "1 至 10080", en: "1 to 10080")
        }
    }

    static func check(_ data: ActivityAttended, _ subject: FactDraft.Subject) throws {
        try text(data.activity, "activity")
        switch (subject, data.count) {
        case (.nobody, let count?) where (1...100_000).contains(count): return
        case (.nobody, _):
            throw outOfRange("count", zh: "没有居民时须为 1 至 100000 人", en: "1 to 100000 people when there is no resident")
        case (_, nil): return
        case (_, _?): throw outOfRange("count", zh: "有居民时不填人数", en: "absent when there is a resident")
        }
    }

    static func check(_ data: OrderStep) throws {
        try text(data.order, "order")
        try text(data.package, "package")
        try text(data.item, "item")
        guard (0...100_000_000_00).contains(data.amountFen) else {
            throw outOfRange("amountFen", zh: "0 至 10000000000 分", en: "0 to 10000000000 fen")
        }
        try data.evidence.map { try text($0, "evidence", atMost: 4000) }
        try data.reason.map { try text($0, "reason", atMost: 4000) }
    }

    static func check(_ data: EnrolmentStep) throws {
        try text(data.enrolment, "enrolment")
        try text(data.package, "package")
        try data.item.map { try text($0, "item") }
        if let due = data.due, CivilDate(due) == nil {
            throw outOfRange("due", zh: "日期 YYYY-MM-DD", en: "a day YYYY-MM-DD")
        }
        try data.reason.map { try text($0, "reason", atMost: 4000) }
    }

    static func check(_ data: FeedbackGiven) throws {
        try text(data.about.kind, "about.kind")
        try text(data.about.id, "about.id")
        guard (1...5).contains(data.score) else { throw outOfRange("score", zh: "1 至 5", en: "1 to 5") }
    }

    static func check(_ data: ChannelMeasured) throws {
        try text(data.channel, "channel")
        guard (0...1_000_000_000_000).contains(data.count) else {
            throw outOfRange("count", zh: "0 或以上", en: "0 or more")
        }
        try data.content.map { try text($0, "content", atMost: 1000) }
    }

    private static func text(_ value: String, _ name: String, atMost limit: Int = 200) throws {
        guard (1...limit).contains(value.utf8.count) else {
            throw outOfRange(name, zh: "长度 1 至 \(limit) 字节", en: "1 to \(limit) bytes of text")
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func outOfRange(_ name: String, zh: String, en: String) -> FactRefused {
        FactRefused("out_of_range", zh: "数据项“\(name)”应为：\(zh)", en: "the member '\(name)' should be: \(en)")
    }
}
