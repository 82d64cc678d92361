import DistrictConfig
import HubModel
import PluginFixtures
import PluginKit
import Testing

/// What the five profiles ship with can be computed, and says what the catalogue of the product asks for.
@Suite("The shipped profiles")
struct ShippedProfilesTests {
    static let codes = [
        "community-hub", "elderly-guardian", "mother-infant-steward", "parent-child-partner", "workplace-energy",
    ]

    private func data(_ code: String) throws -> PluginData {
        let profile = try #require(ProfileCode(rawValue: code))
        return try #require(try ShippedConfigurationTests.shipped().profiles[profile])
    }

    private func decisions(_ code: String) throws -> ProfileDecisions {
        try ProfileDecisions(data: try data(code), rules: [])
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(arguments: codes)
    func `every package can be planned from any day, on the days it names`(code: String) throws {
        let decisions = try decisions(code)
        for package in try data(code).packages {
            for start in ["2026-01-31", "2027-02-28", "2028-02-29", "2026-08-31", "2026-11-30"] {
                let start = try day(start)
                let plan = try decisions.planEnrolment(PlanEnrolment(package: package.code, startsOn: start))
                #expect(plan.items.count == package.items.reduce(0) { $0 + $1.countPerCycle }, "\(package.code)")
                #expect(plan.items.allSatisfy { start <= $0.dueOn && $0.dueOn <= plan.endsOn }, "\(package.code)")
                for item in package.items where !item.dueDays.isEmpty {
                    let planned = plan.items.filter { $0.item == item.code }.map { $0.dueOn.days(since: start) }
                    #expect(planned == item.dueDays, "\(package.code) \(item.code) from \(start)")
                }
            }
        }
    }

    @Test func `children are checked at 1, 3, 6, 8, 12, 18, 24, 30 and 36 months, then yearly`() throws {
        let decisions = try decisions("mother-infant-steward")
        for birth in ["2026-01-31", "2026-03-01", "2027-06-15", "2028-02-29"] {
            let birth = try day(birth)
            var due: [CivilDate] = []
            for (year, package, item) in [
                (0, "infant-development-first-year", "development-check-first-year"),
                (1, "toddler-development-second-year", "development-check-second-year"),
                (2, "toddler-development-third-year", "development-check-third-year"),
                (3, "preschool-development-yearly", "yearly-development-check"),
            ] {
                let birthday = try #require(birth.adding(months: 12 * year))
                let plan = try decisions.planEnrolment(PlanEnrolment(package: package, startsOn: birthday))
                due += plan.items.filter { $0.item == item }.map(\.dueOn)
            }
            let ages = [1, 3, 6, 8, 12, 18, 24, 30, 36, 48]
            #expect(due.count == ages.count)
            for (dueOn, age) in zip(due, ages) {
                let days = dueOn.days(since: try #require(birth.adding(months: age)))
                #expect((-2...4).contains(days), "\(age) months after \(birth): \(dueOn)")
            }
        }
    }

    @Test(arguments: codes)
    func `every ritual comes within a year, with an activity of the profile`(code: String) throws {
        let data = try data(code)
        let found = try decisions(code).findRituals(
            FindRituals(from: try day("2026-11-22"), through: try day("2027-12-26")))
        #expect(Set(found.map(\.ritual)) == Set(data.rituals.map(\.code)))
        #expect(Set(found.map(\.activity)).isSubset(of: Set(data.activities.map(\.code))))
        #expect(data.rituals.contains { $0.day == .monthly(15) })
        let mentalHealthDay = try #require(MonthDay("05-25"))
        #expect(data.rituals.contains { $0.day == .yearly(mentalHealthDay) })
    }

    @Test(arguments: [("2026-10-01", "2026-10-18"), ("2027-10-01", "2027-10-08")])
    func `elders gather on Double Ninth`(from: String, expected: String) throws {
        let first = try day(from)
        let found = try decisions("elderly-guardian").findRituals(
            FindRituals(from: first, through: try #require(first.adding(days: 30))))
        #expect(found.filter { $0.ritual == "double-ninth" }.map(\.on) == [try day(expected)])
    }

    @Test(arguments: codes)
    func `PHQ-9 at station level brings a consultation within 7 days and the scale again after 28`(
        code: String
    ) throws {
        let today = try day("2026-11-22")
        let resident = ResidentSituation(
            asOf: today, screenings: [.init(on: today, instrument: "PHQ-9", severity: "moderate", level: .station)],
            contacts: [.init(on: today, kind: .service)])
        let actions = try decisions(code).findNextActions(FindNextActions(resident: resident, days: 60))
        let due = Dictionary(uniqueKeysWithValues: actions.map { ($0.code, $0.dueOn.days(since: today)) })
        #expect(due["phq9-consultation"] == 7)
        #expect(due["phq9-again"] == 28)
        #expect(due["first-call-back"] == 1)
        #expect(actions.first { $0.code == "phq9-again" }?.instrument == "PHQ-9")
    }

    @Test(arguments: ["parent-child-partner", "mother-infant-steward"])
    func `EPDS is repeated within two weeks`(code: String) throws {
        let today = try day("2026-11-22")
        let resident = ResidentSituation(
            asOf: today, screenings: [.init(on: today, instrument: "EPDS", severity: "support", level: .station)])
        let actions = try decisions(code).findNextActions(FindNextActions(resident: resident))
        #expect(actions.first { $0.code == "epds-again" }?.dueOn == today.adding(days: 14))
    }

    @Test func `elders who live alone are visited every month`() throws {
        let today = try day("2026-11-22")
        let last = try day("2026-11-02")
        let resident = ResidentSituation(
            asOf: today, tags: ["lives-alone"], contacts: [.init(on: last, kind: .visit)])
        let actions = try decisions("elderly-guardian").findNextActions(FindNextActions(resident: resident))
        #expect(actions.first { $0.code == "living-alone-visit" }?.dueOn == last.adding(days: 30))
    }

    @Test(arguments: codes)
    func `every kind of problem ranks counsellors for every tier`(code: String) throws {
        let counselling = try data(code).counselling
        #expect(counselling.problems.count >= 5)
        #expect(counselling.tiers.map(\.tier) == ClientTier.allCases)
        let (best, worst) = (capability(5), capability(0))
        for problem in counselling.problems {
            for tier in ClientTier.allCases {
                let fits = try decisions(code).fitCounsellors(
                    FitCounsellors(
                        problem: problem.code, tier: tier,
                        candidates: [.init(code: "a", capability: worst), .init(code: "b", capability: best)]))
                #expect(fits.map(\.counsellor) == ["b", "a"])
                #expect(fits.map(\.score) == [100, 0])
                #expect(fits.map(\.meetsMinimum) == [true, false], "\(code) \(tier)")
            }
        }
    }

    private func capability(_ level: Int) -> CounsellorCapability {
        CounsellorCapability(
            theory: level, empathy: level, sectorKnowledge: level, techniqueFit: level, culturalSensitivity: level,
            technology: level)
    }

    @Test(arguments: codes)
    func `every outreach has its occasion, needs consent and respects quiet hours`(code: String) throws {
        let (data, decisions) = (try data(code), try decisions(code))
        #expect(data.outreach.count >= 5)
        for rule in data.outreach {
            let request = try occasion(for: rule)
            func decision(_ request: FindOutreach) throws -> OutreachDecision? {
                try decisions.findOutreach(request).first { $0.rule == rule.code }
            }
            #expect(try decision(request)?.isDue == true, "\(code) \(rule.code)")
            var unasked = request
            unasked.resident.consents = []
            #expect(try decision(unasked)?.isDue == false, "\(code) \(rule.code)")
            var atNight = request
            atNight.minuteOfDay = 23 * 60
            #expect(try decision(atNight)?.isDue == !request.emergencies.isEmpty, "\(code) \(rule.code)")
        }
    }

    private func occasion(for rule: OutreachRule) throws -> FindOutreach {
        let today = try day("2026-11-22")
        var resident = ResidentSituation(asOf: today, tags: rule.anyTag, consents: [rule.consent])
        var emergencies: [String] = []
        switch rule.occasion {
        case .season(let from, _): resident.asOf = try day("2026-\(from)")
        case .contacts(let count):
            resident.contacts = Array(repeating: .init(on: today, kind: .service), count: count)
        case .silence(let days):
            let last = try #require(today.adding(days: -days))
            resident.contacts = [.init(on: last, kind: .service)]
        case .emergency(let code): emergencies = [code]
        }
        return FindOutreach(resident: resident, minuteOfDay: 12 * 60, emergencies: emergencies)
    }

    @Test(arguments: codes)
    func `what stations usually promise is computed by the profile`(code: String) throws {
        let data = try data(code)
        #expect(Set(data.commitments.map(\.indicator)).isSubset(of: Set(data.indicators.map(\.indicator))))
        #expect(!data.commitments.isEmpty)
        let names = data.indicators.flatMap { [$0.numerator] + ($0.denominator.map { [$0] } ?? []) }
        let counts = Dictionary(names.map { ($0, Int64(8)) }) { first, _ in first }
        let values = try decisions(code).evaluateIndicators(EvaluateIndicators(counts: counts))
        for (rule, value) in zip(data.indicators, values) {
            #expect(value.value == (rule.denominator == nil ? 8 : 100), "\(code) \(rule.indicator)")
        }
    }

    @Test func `stations promise only what their profile computes`() throws {
        let configuration = try ShippedConfigurationTests.shipped()
        for station in configuration.stations where ["S10", "S17"].contains(station.code.rawValue) {
            let computed = configuration.profiles[station.profile]?.indicators.map(\.indicator) ?? []
            #expect(Set(station.commitments.map(\.indicator)).isSubset(of: Set(computed)), "\(station.code)")
        }
    }

    @Test func `every total of every instrument has a severity`() throws {
        for instrument in try ShippedConfigurationTests.shipped().instruments {
            let lowest = instrument.items.reduce(0) { $0 + $1.minimum }
            let highest = instrument.items.reduce(0) { $0 + $1.maximum }
            for total in lowest...highest {
                let score = try instrument.score(answers: instrument.answers(scoring: total))
                #expect(score.total == total, "\(instrument.code)")
                #expect(score.severity != nil, "\(instrument.code) \(total)")
            }
        }
    }

    @Test func `each funding line is known and the programme of public health has its functional class`() throws {
        let configuration = try ShippedConfigurationTests.shipped()
        let lines = configuration.district.fundingLines
        let used = Set(configuration.profiles.values.flatMap(\.packages).map(\.fundingLine))
        #expect(Set(lines.map(\.code)) == used)
        #expect(lines.first { $0.code == "basic-public-health" }?.programme.code == "2100408")
    }

    @Test func `some activities of every profile are held with somebody else`() throws {
        for code in Self.codes { #expect(try data(code).activities.contains { $0.partner != nil }, "\(code)") }
    }

    @Test func `a company pays its plan whole and is told of no person`() throws {
        let package = try #require(try data("workplace-energy").packages.first { $0.code == "employee-care-plan" })
        let decision = try decisions("workplace-energy").checkEligibility(
            CheckEligibility(
                package: package.code,
                resident: ResidentSituation(
                    asOf: try day("2026-11-22"), bornFrom: 1990, bornThrough: 1994, tags: ["employee-programme"])))
        #expect(decision.standing == .eligible)
        #expect(decision.copayment == Money(fen: 0))
        #expect(decision.fundingLine == "company-purchase")
        #expect(package.title.zh.contains("看不到个人"))
    }
}
