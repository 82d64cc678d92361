import FactLog
import HubModel

extension FactRules {
    /// The "six entries" 六进: where activities are brought to.
    static let settings: Set = ["agency", "village", "community", "school", "company", "unit"]

    static func check(_ data: ResidentRegistered) throws {
        let years = data.birthYearBand.split(separator: "-", omittingEmptySubsequences: false)
        guard years.count == 2, years.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy(isDigit) }),
            let first = Int(years[0]), let last = Int(years[1]), first % 5 == 0, last == first + 4,
            FactLimits.birthYears.contains(first)
        else { throw outOfRange("birthYearBand", zh: "五年一段，如 1955-1959", en: "five years, e.g. 1955-1959") }
        guard data.tags.count <= 50 else { throw outOfRange("tags", zh: "最多 50 个", en: "50 at most") }
        try data.tags.forEach { try text($0, "tags") }
        for consent in data.consents { try check(consent, path: "consents.") }
    }

    static func check(_ data: Consent, path: String = "") throws {
        try text(data.purpose, path + "purpose")
        try text(data.textVersion, path + "textVersion")
    }

    static func check(_ data: ActivityHeld) throws {
        try text(data.activity, "activity")
        try text(data.activityKind, "activityKind")
        guard settings.contains(data.setting) else {
            let list = settings.sorted().joined(separator: ", ")
            throw outOfRange("setting", zh: list, en: list)
        }
        // An activity without room or time is a slip of the keyboard, which the hub lets pass.
        try number(Int64(data.capacity), "capacity", in: 1...FactLimits.people.upperBound)
        try number(Int64(data.minutes), "minutes", in: 1...FactLimits.activityMinutes.upperBound)
    }

    static func check(_ data: ActivityAttended, _ subject: FactDraft.Subject) throws {
        try text(data.activity, "activity")
        switch (subject, data.count) {
        case (.nobody, let count?): try number(Int64(count), "count", in: 1...FactLimits.people.upperBound)
        case (.nobody, nil):
            throw outOfRange("count", zh: "没有居民时须填人数", en: "a head count when there is no resident")
        case (_, nil): return
        case (_, _?): throw outOfRange("count", zh: "有居民时不填人数", en: "absent when there is a resident")
        }
    }

    static func check(_ data: OrderStep) throws {
        try text(data.order, "order")
        try text(data.package, "package")
        try text(data.item, "item")
        try number(data.amountFen, "amountFen", in: FactLimits.amountFen)
        try data.copaymentFen.map { try number($0, "copaymentFen", in: 0...data.amountFen) }
        try data.group.map { try text($0, "group") }
        try data.performer.map { try text($0, "performer") }
        try data.evidence.map { try text($0, "evidence", atMost: FactLimits.textBytes) }
        try data.reason.map { try text($0, "reason", atMost: FactLimits.textBytes) }
    }

    static func check(_ data: EnrolmentStep) throws {
        try text(data.enrolment, "enrolment")
        try text(data.package, "package")
        try data.item.map { try text($0, "item") }
        if let due = data.due, CivilDate(due) == nil {
            throw outOfRange("due", zh: "日期 YYYY-MM-DD", en: "a day YYYY-MM-DD")
        }
        try data.reason.map { try text($0, "reason", atMost: FactLimits.textBytes) }
        if let plugin = data.plugin {
            try text(plugin.id, "plugin.id")
            try text(plugin.version, "plugin.version")
        }
    }

    static func check(_ data: FeedbackGiven) throws {
        try text(data.about.kind, "about.kind")
        try text(data.about.id, "about.id")
        try number(Int64(data.score), "score", in: FactLimits.feedbackScore)
    }

    static func check(_ data: ChannelMeasured) throws {
        try text(data.channel, "channel")
        try number(Int64(data.count), "count", in: FactLimits.channelCount)
        try data.content.map { try text($0, "content", atMost: 1000) }
    }

    static func number(_ value: Int64, _ name: String, in range: ClosedRange<Int64>) throws {
        guard range.contains(value) else {
            let (low, high) = (range.lowerBound, range.upperBound)
            throw outOfRange(name, zh: "\(low) 至 \(high)", en: "\(low) to \(high)")
        }
    }

    static func text(_ value: String, _ name: String, atMost limit: Int = FactLimits.codeBytes) throws {
        guard (1...limit).contains(value.utf8.count) else {
            throw outOfRange(name, zh: "长度 1 至 \(limit) 字节", en: "1 to \(limit) bytes of text")
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func outOfRange(_ name: String, zh: String, en: String) -> FactRefused {
        FactRefused("out_of_range", zh: "数据项“\(name)”应为：\(zh)", en: "the member '\(name)' should be: \(en)")
    }
}
