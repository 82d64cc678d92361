import FactLog
import Foundation
import HubModel
import Indicators
import TestSupport
import Testing

@testable import Services

@Suite struct FactRulesTests {
    struct Valid: Sendable, CustomTestStringConvertible {
        var kind: FactKind
        var data: String
        var counts: [String: Int64]
        /// Members that may be left out.
        var optional: Set<String> = []
        var testDescription: String { kind.rawValue }
    }

    static let valid: [Valid] = [
        Valid(
            kind: .residentRegistered, data: SampleData.resident,
            counts: ["residents.registered": 1, "residents.referred": 1]),
        Valid(
            kind: .screeningCompleted, data: SampleData.moderate,
            counts: [
                "screenings.received PHQ-9": 1, "screenings.triage none": 1, "screenings.scored PHQ-9": 1,
                "screenings.severity PHQ-9/moderate": 1,
            ]),
        Valid(kind: .consentGiven, data: SampleData.consent, counts: [:]),
        Valid(kind: .consentWithdrawn, data: SampleData.consent, counts: [:]),
        Valid(
            kind: .activityHeld, data: SampleData.activity,
            counts: ["activities.held tea": 1, "activities.setting community": 1]),
        Valid(kind: .activityAttended, data: SampleData.attendance, counts: ["activities.attendances participant": 1]),
        Valid(kind: .orderPlaced, data: SampleData.order(), counts: ["orders.steps placed": 1]),
        Valid(kind: .orderAccepted, data: SampleData.order(), counts: ["orders.steps accepted": 1]),
        Valid(kind: .orderDelivered, data: SampleData.order(), counts: ["orders.steps delivered": 1]),
        Valid(kind: .orderVerified, data: SampleData.order(), counts: ["orders.steps verified": 1]),
        Valid(kind: .orderCancelled, data: SampleData.order(), counts: ["orders.steps cancelled": 1]),
        Valid(
            kind: .enrolmentStarted, data: SampleData.enrolment, counts: ["enrolments.started memory": 1],
            optional: ["item", "due", "reason"]),
        Valid(
            kind: .enrolmentItemDone, data: SampleData.enrolment, counts: ["enrolments.itemsDone memory": 1],
            optional: ["item", "due", "reason"]),
        Valid(
            kind: .enrolmentEnded, data: SampleData.enrolment, counts: ["enrolments.ended memory": 1],
            optional: ["item", "due", "reason"]),
        Valid(
            kind: .feedbackGiven, data: SampleData.feedback,
            counts: ["feedback.given order": 1, "feedback.satisfied order": 1]),
        Valid(
            kind: .channelMeasured, data: SampleData.channel, counts: ["channels.count wechat/reads": 300],
            optional: ["content"]),
    ]

    @Test func everyKindHasACase() {
        #expect(Set(Self.valid.map(\.kind)) == Set(FactKind.allCases).subtracting([.correction]))
    }

    @Test(arguments: valid) func validDataCounts(_ given: Valid) throws {
        let meaning = try Reading.meaning(given.kind, given.data)
        #expect(Reading.counts(meaning) == given.counts)
        #expect(meaning.day == CivilDate(year: 2026, month: 3, day: 2))
    }

    /// Paths of the members of data, inner objects included.
    private func members(of data: String) throws -> [[String]] {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
        return object.flatMap { key, value -> [[String]] in
            let inner = (value as? [String: Any])?.keys.map { [key, $0] } ?? []
            return [[key]] + inner
        }.sorted { $0.joined(separator: ".") < $1.joined(separator: ".") }
    }

    /// The data with a member changed or, when `value` is nil, left out.
    private func change(_ data: String, _ path: [String], to value: Any?) throws -> String {
        var object = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
        if path.count == 1 {
            object[path[0]] = value
        } else {
            var inner = try #require(object[path[0]] as? [String: Any])
            inner[path[1]] = value
            object[path[0]] = inner
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }

    @Test(arguments: valid) func aMissingMemberIsNamed(_ given: Valid) throws {
        for path in try members(of: given.data) {
            let data = try change(given.data, path, to: nil)
            let expected: InvalidFact.Code? = given.optional.contains(path[0]) ? nil : .missingField
            #expect(try Reading.refusal(given.kind, data) == expected, "without \(path.joined(separator: "."))")
        }
    }

    @Test(arguments: valid) func aMemberOfAnotherTypeIsRefused(_ given: Valid) throws {
        for path in try members(of: given.data) {
            for wrong: Any in [["x": ["y": 1]], [[1.5]], 1.5] as [Any] {
                let data = try change(given.data, path, to: wrong)
                // Another object in the place of an object lacks its members, or names no item.
                let isObject = ["unanswered", "plugin", "triage", "about", "corrects"].contains(path.last)
                let expected: Set<InvalidFact.Code?> =
                    isObject ? [.wrongType, .outOfRange, .missingField] : [.wrongType]
                #expect(
                    expected.contains(try Reading.refusal(given.kind, data)),
                    "\(path.joined(separator: ".")) is \(wrong)")
            }
        }
    }

    @Test(arguments: valid) func dataIsAnObject(_ given: Valid) throws {
        for data in ["[]", "null", "3", #""x""#] { #expect(try Reading.refusal(given.kind, data) == .wrongType) }
    }

    struct Limit: Sendable, CustomTestStringConvertible {
        var kind: FactKind
        var data: String
        var path: [String]
        var allowed: [Int]
        var refused: [Int]
        var testDescription: String { "\(kind.rawValue) \(path.joined(separator: "."))" }
    }

    static let limits = [
        Limit(
            kind: .activityHeld, data: SampleData.activity, path: ["capacity"], allowed: [0, 100_000],
            refused: [-1, 100_001]),
        Limit(
            kind: .activityHeld, data: SampleData.activity, path: ["minutes"], allowed: [0, 10_080],
            refused: [-1, 10_081]),
        Limit(
            kind: .orderPlaced, data: SampleData.order(), path: ["amountFen"], allowed: [0, 100_000_000],
            refused: [-1, 100_000_001]),
        Limit(
            kind: .orderPlaced, data: SampleData.order(), path: ["copaymentFen"], allowed: [0, 8_000],
            refused: [-1, 8_001]),
        Limit(kind: .feedbackGiven, data: SampleData.feedback, path: ["score"], allowed: [1, 5], refused: [0, 6, -1]),
        Limit(
            kind: .channelMeasured, data: SampleData.channel, path: ["count"], allowed: [0, 1_000_000_000],
            refused: [-1, 1_000_000_001]),
        Limit(
            kind: .screeningCompleted, data: SampleData.moderate, path: ["ageYears"], allowed: [0, 150],
            refused: [-1, 151]),
        Limit(
            kind: .screeningCompleted, data: SampleData.moderate, path: ["total"], allowed: [0, 27], refused: [-1, 28]),
        Limit(
            kind: .correction, data: SampleData.correction(of: 1, with: nil), path: ["corrects", "seq"],
            allowed: [1, Int.max], refused: [0, -1]),
        Limit(
            kind: .correction, data: SampleData.correction(of: 1, with: nil), path: ["corrects", "epoch"],
            allowed: [1, 2_147_483_647], refused: [0, 2_147_483_648]),
    ]

    @Test(arguments: limits) func rangesEndWhereTheySay(_ limit: Limit) throws {
        for number in limit.allowed {
            #expect(try Reading.refusal(limit.kind, try change(limit.data, limit.path, to: number)) == nil, "\(number)")
        }
        for number in limit.refused {
            #expect(
                try Reading.refusal(limit.kind, try change(limit.data, limit.path, to: number)) == .outOfRange,
                "\(number)")
        }
    }

    @Test func textsHaveTwoHundredBytes() throws {
        let limit = String(repeating: "心", count: 66) + "ab"
        #expect(try Reading.refusal(.orderPlaced, SampleData.order(limit)) == nil)
        #expect(try Reading.refusal(.orderPlaced, SampleData.order(limit + "c")) == .outOfRange)
        #expect(try Reading.refusal(.orderPlaced, SampleData.order("")) == .outOfRange)
    }

    @Test(arguments: [
        (FactKind.residentRegistered, SampleData.resident, "sex"), (.activityHeld, SampleData.activity, "setting"),
        (.activityAttended, SampleData.attendance, "role"), (.channelMeasured, SampleData.channel, "metric"),
        (.screeningCompleted, SampleData.moderate, "severity"),
    ]) func anUnknownCodeIsRefused(_ kind: FactKind, _ data: String, _ member: String) throws {
        #expect(try Reading.refusal(kind, try change(data, [member], to: "nonsense")) == .unknownValue)
    }

    @Test(arguments: ["1955-1960", "1955-1958", "55-59", "1955", "1955-1959-", "1700-1704", "abcd-efgh", "1955–1959"])
    func birthYearBandsAreFiveYears(_ band: String) throws {
        #expect(
            try Reading.refusal(.residentRegistered, try change(SampleData.resident, ["birthYearBand"], to: band))
                == .outOfRange)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-4-30", "tomorrow", "0000-01-01"])
    func aDueDayExists(_ due: String) throws {
        #expect(
            try Reading.refusal(.enrolmentStarted, try change(SampleData.enrolment, ["due"], to: due))
                == .impossibleDate)
    }

    @Test func subjects() throws {
        #expect(try Reading.refusal(.residentRegistered, SampleData.resident, subject: nil) == .missingSubject)
        #expect(try Reading.refusal(.screeningCompleted, SampleData.moderate, subject: nil) == .missingSubject)
        #expect(try Reading.refusal(.activityAttended, SampleData.attendance, subject: nil) == .missingField)
        #expect(try Reading.refusal(.activityAttended, SampleData.headCount) == .contradiction)
        let heads = try Reading.meaning(.activityAttended, SampleData.headCount, subject: nil)
        #expect(Reading.counts(heads) == ["activities.attendances volunteer": 12])
        #expect(heads.sighting == nil)
        let person = ResidentID()
        let attended = try Reading.meaning(.activityAttended, SampleData.attendance, subject: person)
        #expect(attended.sighting?.subject == person)
        #expect(attended.sighting?.activity == .attended)
        #expect(try Reading.meaning(.orderDelivered, SampleData.order(), subject: person).sighting?.activity == .served)
        #expect(try Reading.meaning(.orderPlaced, SampleData.order(), subject: person).sighting == nil)
    }

    @Test func anOrderSaysWhoPaysAndWhoTakesIt() throws {
        let plain = try #require(try Reading.meaning(.orderPlaced, SampleData.order()).order)
        #expect(plain.copaymentFen == 0)
        #expect(plain.group == nil)
        #expect(plain.performer == nil)
        let line = OrderLine(
            order: "o1", package: "companion", item: "visit", amountFen: 8_000, copaymentFen: 8_000,
            group: "low-income", performer: "department:civil-affairs")
        let data = String(decoding: try FactComposer.dataBytes(encoding: OrderStep(line: line)), as: UTF8.self)
        let shared = try #require(try Reading.meaning(.orderAccepted, data).order)
        #expect(shared.copaymentFen == 8_000)
        #expect(shared.group == "low-income")
        #expect(shared.performer == "department:civil-affairs")
    }

    @Test func daysAreTheDistrictsDays() throws {
        let midnight = Date(timeIntervalSince1970: 1_772_380_800)  // 2026-03-02 00:00 in Shanghai
        #expect(try Reading.meaning(.feedbackGiven, SampleData.feedback, at: midnight).day.description == "2026-03-02")
        #expect(
            try Reading.meaning(.feedbackGiven, SampleData.feedback, at: midnight - 0.001).day.description
                == "2026-03-01")
    }

    @Test func kindsAndVersionsThatAreNotKnown() throws {
        let rules = try Reading.rules.get()
        var header = FactHeader(
            station: try .number(1), epoch: 1, seq: 1, id: FactID(at: FixedClock.now), kind: "feedback.given",
            version: 1,
            occurredAt: FixedClock.now, recordedAt: FixedClock.now, actor: "staff:1", subject: nil)
        #expect(try rules.kind(of: header) == .feedbackGiven)
        header.version = 2
        #expect(throws: InvalidFact(.unknownVersion, "version is from 1 to 1")) { try rules.kind(of: header) }
        header.kind = "feedback.taken"
        #expect(throws: InvalidFact(.unknownKind, "this hub does not know the kind")) { try rules.kind(of: header) }
    }

    @Test func corrections() throws {
        let data = SampleData.correction(of: 7, with: SampleData.feedback)
        let correction = try Reading.correction(data)
        #expect(correction.epoch == 1 && correction.seq == 7)
        let range = try #require(correction.replacement)
        #expect(String(decoding: Array(data.utf8)[range], as: UTF8.self) == SampleData.feedback)
        #expect(try Reading.correction(SampleData.correction(of: 7, with: nil)).replacement == nil)
        #expect(try Reading.refusal(.correction, #"{"corrects":{"epoch":1,"seq":7}}"#) == .missingField)
        #expect(try Reading.refusal(.correction, #"{"replacement":null}"#) == .missingField)
        #expect(try Reading.refusal(.correction, SampleData.correction(of: 7, with: "[]")) == .wrongType)
        #expect(throws: InvalidFact.self) { try Reading.meaning(.correction, data) }
    }
}
