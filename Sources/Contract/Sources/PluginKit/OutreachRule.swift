public import HubModel

/// When a station writes to or calls a resident of its own accord [RES-11].
public struct OutreachRule: Codable, Hashable, Sendable {
    public enum Occasion: Codable, Hashable, Sendable {
        /// A time of the year, both days included; it may go over the new year.
        case season(from: MonthDay, through: MonthDay)
        /// The so-manieth contact.
        case contacts(Int)
        /// So many days without any contact.
        case silence(days: Int)
        /// An emergency of this code that the district declared; it also comes in quiet hours.
        case emergency(String)
    }

    public var code: String
    public var title: LocalizedText
    public var message: LocalizedText
    public var occasion: Occasion
    /// The purpose that the resident must consent to.
    public var consent: String
    /// Residents with one of these tags; empty is everybody.
    public var anyTag: [String]
    /// Days before the same rule may be used for the same resident again, 1 or more.
    public var pauseDays: Int

    public init(
        code: String, title: LocalizedText, message: LocalizedText, occasion: Occasion, consent: String,
        anyTag: [String] = [], pauseDays: Int
    ) {
        self.code = code
        self.title = title
        self.message = message
        self.occasion = occasion
        self.consent = consent
        self.anyTag = anyTag
        self.pauseDays = pauseDays
    }
}

extension OutreachRule {
    /// Nil when the occasion has not come or the rule is for others.
    func decision(_ request: FindOutreach, quiet: QuietHours?) -> OutreachDecision? {
        let resident = request.resident
        guard anyTag.isEmpty || anyTag.contains(where: resident.tags.contains), let reason = occasion(in: request)
        else {
            return nil
        }
        var obstacles: [Reason] = []
        if !resident.consents.contains(consent) {
            obstacles.append(
                Reason("no-consent", zh: "居民没有同意“\(consent)”", en: "the resident does not consent to '\(consent)'"))
        }
        if let last = resident.outreach[code], resident.asOf.days(since: last) < pauseDays {
            obstacles.append(
                Reason(
                    "too-soon", zh: "上次于 \(last)，须间隔 \(pauseDays) 天",
                    en: "last on \(last), and \(pauseDays) days must lie between"))
        }
        if !isEmergency, quiet?.contains(request.minuteOfDay) == true {
            obstacles.append(Reason("quiet-hours", zh: "现在是免打扰时段", en: "these are quiet hours"))
        }
        return OutreachDecision(
            rule: code, message: message, isDue: obstacles.isEmpty, reasons: [reason] + obstacles)
    }

    private var isEmergency: Bool {
        if case .emergency = occasion { true } else { false }
    }

    private func occasion(in request: FindOutreach) -> Reason? {
        let resident = request.resident
        let contacts = resident.contacts.map(\.on).filter { $0 <= resident.asOf }
        switch occasion {
        case .season(let from, let through):
            let today = MonthDay(resident.asOf)
            let isNow = from <= through ? (from...through).contains(today) : today >= from || today <= through
            return isNow
                ? Reason("season", zh: "时节：\(from) 至 \(through)", en: "the season from \(from) through \(through)")
                : nil
        case .contacts(let count):
            guard contacts.count == count else { return nil }
            return Reason("contacts", zh: "第 \(count) 次接触", en: "contact number \(count)")
        case .silence(let days):
            guard let last = contacts.max(), resident.asOf.days(since: last) >= days else { return nil }
            return Reason("silence", zh: "自 \(last) 起没有接触", en: "no contact since \(last)")
        case .emergency(let code):
            guard request.emergencies.contains(code) else { return nil }
            return Reason("emergency", zh: "区里发布了紧急事件“\(code)”", en: "the district declared the emergency '\(code)'")
        }
    }
}
