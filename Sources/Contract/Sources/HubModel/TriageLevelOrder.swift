extension Triage.Level: Comparable {
    /// Lighter before graver, in the order of the cases.
    public static func < (left: Self, right: Self) -> Bool { left.gravity < right.gravity }

    private var gravity: Int {
        switch self {
        case .none: 0
        case .selfHelp: 1
        case .station: 2
        case .hospital: 3
        case .crisis: 4
        }
    }
}

extension Triage {
    /// Adds the reason, and makes the level at least as grave as `level`; never lightens anything.
    public mutating func raise(to level: Level, because reason: String, sameDay: Bool = false) {
        self.level = max(self.level, level)
        self.sameDay = self.sameDay || sameDay
        reasons.append(reason)
    }
}
