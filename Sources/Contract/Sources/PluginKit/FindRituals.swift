public import HubModel

/// Asks for the rituals of some weeks.
public struct FindRituals: Codable, Hashable, Sendable {
    public var from: CivilDate
    /// Included; at most 400 days after `from`.
    public var through: CivilDate

    public init(from: CivilDate, through: CivilDate) {
        self.from = from
        self.through = through
    }
}

extension FindRituals {
    static let mostDays = 400

    /// By day, then in the order of the rituals.
    ///
    /// - Throws: ``PluginFailure`` with `valueOutOfRange`.
    func days(of rituals: [Ritual]) throws -> [RitualDay] {
        let length = through.days(since: from)
        guard (0...Self.mostDays).contains(length) else { throw PluginFailure.dateOutOfRange() }
        let lunar = rituals.contains { if case .lunar = $0.day { true } else { false } }
        let months = lunar ? LunarCalendar().months(from: from, through: through) : []
        return (0...length).compactMap { from.adding(days: $0) }.flatMap { date in
            rituals.filter { $0.falls(on: date, months) }.map {
                RitualDay(on: date, ritual: $0.code, activity: $0.activity, reasons: [$0.reason])
            }
        }
    }
}
