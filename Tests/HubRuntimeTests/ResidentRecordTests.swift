import Federation
import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// What the hub holds of a resident: readable for the resident's station alone, and gone once erased.
@Suite(.timeLimit(.minutes(5))) struct ResidentRecordTests {
    private let resident = ResidentID()
    private let other = ResidentID()
    private static let hour: TimeInterval = 3600

    private func staff(_ station: Int, _ role: Role = .stationStaff) throws -> Principal {
        let assignment = try #require(RoleAssignment(role, at: .station(try .number(station))))
        return .person(.init(account: UUID(), assignment: assignment))
    }

    private func read(_ database: TestDatabase) -> ReadResident {
        ReadResident(database: database.hub, rules: database.rules, keys: database.keys)
    }

    private func consent(_ purpose: String, _ version: String = "1") -> String {
        #"{"purpose":"\#(purpose)","textVersion":"\#(version)"}"#
    }

    private func book(_ station: Int = 1) throws -> StationBook {
        var book = StationBook(try .number(station))
        try book.record("resident.registered", SampleData.resident, subject: resident.rawValue)
        try book.record("screening.completed", SampleData.itemNine, subject: resident.rawValue)
        try book.record("resident.registered", SampleData.resident, subject: other.rawValue)
        try book.record(
            "consent.given", consent("referral"), subject: resident.rawValue, at: FixedClock.now + Self.hour)
        try book.record(
            "consent.withdrawn", consent("screening"), subject: resident.rawValue, at: FixedClock.now + 2 * Self.hour)
        return book
    }

    @Test func aRecordHoldsProfileDecisionsAndFacts() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(book)
            let record = try #require(try await read(database)(resident, of: book.station, as: staff(1)))
            #expect(
                record.registration?.profile
                    == ResidentProfile(birthYearBand: "1955-1959", sex: .female, tags: ["referred-by-resident"]))
            #expect(
                record.consents.map { "\($0.consent.purpose) \($0.consent.textVersion) \($0.decision.rawValue)" }
                    == ["screening 1 given", "referral 1 given", "screening 1 withdrawn"])
            let standing = record.consents.standing
            #expect(standing["screening"]?.decision == .withdrawn && standing["referral"]?.decision == .given)
            #expect(
                record.entries.map(\.kind) == [
                    "resident.registered", "screening.completed", "consent.given", "consent.withdrawn",
                ])
            #expect(record.entries[1].data == Array(SampleData.itemNine.utf8))
            #expect(record.erasedAt == nil)
        }
    }

    @Test func nobodyElseSeesTheRecord() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(book)
            var principals = [try staff(2), try staff(2, .stationManager), .signIn]
            for role in [Role.director, .brandOperator, .financeOfficer, .auditor, .volunteer] {
                let assignment = try #require(RoleAssignment(role, at: .bureau))
                principals.append(.person(.init(account: UUID(), assignment: assignment)))
            }
            let hospital = try #require(HospitalCode(rawValue: "H01"))
            let coordinator = try #require(RoleAssignment(.hospitalCoordinator, at: .hospital(hospital)))
            principals.append(.person(.init(account: UUID(), assignment: coordinator)))
            for principal in principals {
                #expect(try await read(database)(resident, of: book.station, as: principal) == nil, "\(principal)")
                let page = try await ListResidents(database: database.hub, keys: database.keys)(
                    of: book.station, as: principal)
                #expect(page.lines.isEmpty, "\(principal)")
            }
            #expect(try await read(database)(resident, of: try .number(2), as: staff(2)) == nil)
            #expect(try await read(database)(ResidentID(), of: book.station, as: staff(1)) == nil)
            #expect(try await read(database)(SubjectKeys.nobody, of: book.station, as: staff(1)) == nil)
        }
    }

    @Test func correctionsChangeWhatCounts() async throws {
        var book = try book()
        let changed = SampleData.resident.replacing("1955-1959", with: "1960-1964")
            .replacing(#""screening""#, with: #""outreach""#)
        try book.record("correction", SampleData.correction(of: 1, with: changed))
        try book.record("correction", SampleData.correction(of: 4, with: nil))
        try book.record("correction", SampleData.correction(of: 2, with: nil))
        let sent = book
        for cut in [1, 4, 6, 7] as [Int64] {
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(sent, 1, cut)
                try await database.send(sent, cut + 1, sent.count)
                let record = try #require(try await read(database)(resident, of: sent.station, as: staff(1)))
                #expect(record.registration?.profile?.birthYearBand == "1960-1964")
                #expect(
                    record.consents.map { "\($0.consent.purpose) \($0.decision.rawValue)" }
                        == ["outreach given", "screening withdrawn"], "cut at \(cut)")
                #expect(record.entries[0].current == Array(changed.utf8))
                #expect(record.entries[1].current == nil && record.entries[1].correctedBy?.seq == 8)
            }
        }
    }

    @Test func theListShowsTheLastRegistrationAndIsPaged() async throws {
        var book = StationBook(try .number(1))
        let residents = (0..<5).map { _ in ResidentID() }
        for (index, resident) in residents.enumerated() {
            try book.record(
                "resident.registered", SampleData.resident, subject: resident.rawValue,
                at: FixedClock.now + Double(index))
        }
        try book.record(
            "resident.registered", SampleData.resident.replacing("1955-1959", with: "1950-1954"),
            subject: residents[0].rawValue, at: FixedClock.now + 60)
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(sent)
            let list = ListResidents(database: database.hub, keys: database.keys)
            var seen: [ResidentID] = []
            var cursor: ResidentCursor?
            repeat {
                let page = try await list(of: sent.station, after: cursor, limit: 2, as: staff(1))
                seen += page.lines.map(\.registration.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen == [residents[0], residents[4], residents[3], residents[2], residents[1]])
            let prefix = try #require(ResidentIDPrefix(String(residents[2].description.prefix(13))))
            let found = try await list(of: sent.station, prefix: prefix, as: staff(1))
            #expect(found.lines.map(\.registration.id) == [residents[2]])
            #expect(found.lines[0].consents["screening"]?.decision == .given)
            let all = try await list(of: sent.station, as: staff(1))
            #expect(all.lines[0].registration.profile?.birthYearBand == "1950-1954")
        }
    }

    @Test func anErasedResidentLeavesNoRecord() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(book)
            _ = try await EraseSubject(
                database: database.hub, rules: database.rules, keys: database.keys, now: { FixedClock.now })(
                    resident, of: book.station)
            let record = try #require(try await read(database)(resident, of: book.station, as: staff(1)))
            #expect(record.erasedAt != nil && record.entries.isEmpty && record.consents.isEmpty)
            for table in ["resident", "consent"] {
                #expect(
                    try await database.texts("SELECT DISTINCT resident_id::text FROM \(identifier: table)") == [
                        other.description
                    ])
            }
            var later = book
            try later.record("consent.given", consent("referral"), subject: resident.rawValue)
            try later.record("resident.registered", SampleData.resident, subject: resident.rawValue)
            try await database.send(later, 6, 7)
            #expect(
                try await database.number(
                    "SELECT count(*) FROM resident WHERE resident_id = \(resident.rawValue)") == 0)
            #expect(
                try await database.number("SELECT count(*) FROM consent WHERE resident_id = \(resident.rawValue)") == 0
            )
        }
    }

    /// Neither a clock that runs ahead nor a late entry brings back what somebody withdrew.
    @Test func aConsentStandsOnlyWhenItIsLaterInEveryWay() {
        func record(_ decision: ConsentDecision, seq: Int64, at seconds: TimeInterval) -> ConsentRecord {
            ConsentRecord(
                Consent(purpose: "referral", textVersion: "1"), decision, occurredAt: FixedClock.now + seconds,
                place: ChainPlace(epoch: 1, seq: seq))
        }
        let withdrawn = record(.withdrawn, seq: 2, at: 10)
        for (given, stands) in [
            (record(.given, seq: 1, at: 0), false), (record(.given, seq: 1, at: 10), false),
            (record(.given, seq: 1, at: 1e9), false), (record(.given, seq: 3, at: 0), false),
            (record(.given, seq: 3, at: 10), false), (record(.given, seq: 3, at: 11), true),
        ] {
            for order in [[given, withdrawn], [withdrawn, given]] {
                #expect(order.standing["referral"] == (stands ? given : withdrawn))
            }
        }
    }

    /// Ids are the station's own; a station that repeats one neither loses a decision nor gets stuck.
    @Test func aRepeatedIdOfAFactIsHarmless() async throws {
        let id = FactID(at: FixedClock.now)
        var book = StationBook(try .number(1))
        try book.record("resident.registered", SampleData.resident, subject: resident.rawValue, id: id)
        try book.record("consent.given", consent("referral"), subject: resident.rawValue, id: id)
        try book.record("consent.withdrawn", consent("screening"), subject: resident.rawValue, id: id)
        try book.record("consent.given", consent("referral"), subject: resident.rawValue, id: id)
        try book.record("correction", SampleData.correction(of: 4, with: nil))
        let sent = book
        for cut in [1, 2, 3, 4] as [Int64] {
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(sent, 1, cut)
                try await database.send(sent, cut + 1, sent.count)
                let record = try #require(try await read(database)(resident, of: sent.station, as: staff(1)))
                #expect(record.consents.map(\.place.seq) == [1, 2, 3], "cut at \(cut)")
                #expect(record.consents.standing["screening"]?.decision == .withdrawn)
            }
        }
    }
}
