import HubModel
public import PluginKit

/// Requests of every kind for a plugin, most of them sensible and some as hostile as the types allow.
public struct RandomRequests {
    private static let strangeNumbers = [Int.min, -1, 0, 1, 366, 1_000_000, Int.max]
    private static let strangeTexts = ["", "no-such-code", "\u{0}", "'; DROP TABLE fact; --", "心联🙂"]

    private let data: PluginData
    private var random: SeededRandom

    /// - Parameters:
    ///   - data: of the plugin; requests name its packages, instruments and so on.
    ///   - seed: gives the same requests again.
    public init(for data: PluginData, seed: UInt64) {
        self.data = data
        random = SeededRandom(seed: seed)
    }

    public mutating func next() -> PluginRequest {
        switch random.number(0...9) {
        case 0...2: .assessScreening(screening())
        case 3: .checkEligibility(CheckEligibility(package: package(), resident: resident(), price: price()))
        case 4: .planEnrolment(PlanEnrolment(package: package(), startsOn: date()))
        case 5: .findNextActions(FindNextActions(resident: resident(), days: number(0...60)))
        case 6: .fitCounsellors(counsellors())
        case 7:
            .findOutreach(
                FindOutreach(resident: resident(), minuteOfDay: number(0...1439), emergencies: texts(emergencies)))
        case 8: .findRituals(rituals())
        default: .evaluateIndicators(EvaluateIndicators(counts: counts()))
        }
    }

    // Values

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        random.chance(3) ? random.element(of: Self.strangeNumbers) ?? 0 : random.number(range)
    }

    private mutating func text(_ texts: [String]) -> String {
        guard !random.chance(3), let text = random.element(of: texts) else {
            return random.element(of: Self.strangeTexts) ?? ""
        }
        return text
    }

    private mutating func texts(_ choice: [String]) -> [String] {
        (0..<random.number(0...3)).map { _ in text(choice) }
    }

    /// Mostly of this century; now and then at the ends of the calendar.
    private mutating func date() -> CivilDate {
        let days = random.chance(3) ? (random.chance(50) ? -719_162 : 2_932_896) : random.number(18_000...23_000)
        return CivilDate(daysSinceEpoch: Int64(days))
    }

    private mutating func price() -> Money? {
        random.chance(50) ? nil : Money(fen: Int64(number(0...1_000_000)))
    }

    private mutating func package() -> String { text(data.packages.map(\.code)) }

    private var tags: [String] {
        data.packages.flatMap(\.eligibility.anyTag) + data.packages.flatMap { $0.subsidies.compactMap(\.tag) }
            + data.outreach.flatMap(\.anyTag)
    }

    private var emergencies: [String] {
        data.outreach.compactMap { if case .emergency(let code) = $0.occasion { code } else { nil } }
    }

    // Requests

    private mutating func screening() -> AssessScreening {
        let code = text(data.instruments.map(\.code))
        let instrument = data.instruments.first { $0.code == code }
        let isFull = random.chance(60)
        var answers = (instrument?.items ?? []).map { item -> Int? in
            isFull || random.chance(80) ? number(item.minimum...max(item.minimum, item.maximum)) : nil
        }
        if random.chance(2) { answers.append(0) }
        return AssessScreening(
            instrument: code, answers: answers, ageYears: random.chance(70) ? number(0...100) : nil,
            impairment: random.chance(50) ? number(0...3) : nil,
            cognitiveScreenPositive: random.chance(20) ? random.chance(50) : nil)
    }

    private mutating func resident() -> ResidentSituation {
        let born = number(1920...2025)
        var resident = ResidentSituation(
            asOf: date(), bornFrom: random.chance(80) ? born : nil,
            bornThrough: random.chance(80) ? born &+ number(0...4) : nil,
            sex: random.element(of: ResidentRegistered.Sex.allCases) ?? .unknown, tags: texts(tags),
            consents: texts(data.outreach.map(\.consent)))
        resident.contacts = (0..<random.number(0...12)).map { _ in
            .init(
                on: date(near: resident.asOf),
                kind: random.element(of: ResidentSituation.Contact.Kind.allCases) ?? .call)
        }
        resident.screenings = (0..<random.number(0...4)).map { _ in
            .init(
                on: date(near: resident.asOf), instrument: text(data.instruments.map(\.code)),
                severity: random.chance(80) ? "mild" : nil,
                level: random.element(of: Triage.Level.allCases) ?? .none, sameDay: random.chance(10))
        }
        resident.enrolments = (0..<random.number(0...2)).map { index in
            let code = package()
            let items = data.packages.first { $0.code == code }?.items.map(\.code) ?? []
            return .init(
                id: "e\(index)", package: code, startedOn: date(near: resident.asOf),
                done: (0..<random.number(0...5)).map { _ in text(items) })
        }
        for rule in data.outreach where random.chance(20) { resident.outreach[rule.code] = date(near: resident.asOf) }
        return resident
    }

    private mutating func date(near day: CivilDate) -> CivilDate {
        guard !random.chance(3) else { return date() }
        return day.adding(days: random.number(-400...30)) ?? day
    }

    private mutating func counsellors() -> FitCounsellors {
        let candidates = (0..<random.number(0...6)).map { index in
            FitCounsellors.Candidate(
                code: "c\(index)",
                capability: CounsellorCapability(
                    theory: number(0...5), empathy: number(0...5), sectorKnowledge: number(0...5),
                    techniqueFit: number(0...5), culturalSensitivity: number(0...5), technology: number(0...5)))
        }
        return FitCounsellors(
            problem: text(data.counselling.problems.map(\.code)),
            tier: random.element(of: ClientTier.allCases) ?? .c1, candidates: candidates)
    }

    private mutating func rituals() -> FindRituals {
        let from = date()
        return FindRituals(from: from, through: from.adding(days: random.number(-2...420)) ?? from)
    }

    private mutating func counts() -> [String: Int64] {
        let names = data.indicators.flatMap { [$0.numerator] + ($0.denominator.map { [$0] } ?? []) }
        var counts: [String: Int64] = [:]
        for name in names where random.chance(80) { counts[name] = Int64(number(0...10_000)) }
        return counts
    }
}
