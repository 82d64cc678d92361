import DistrictConfig
import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Identity
import Postgres
import Protection
import Services
import TestSupport
import Testing

@testable import Directory

/// Every change that isn't a person's at a page stands in the audit trail, with who, what and where, and commits or fails
/// with its entry.
@Suite(.timeLimit(.minutes(5))) struct AuditedChangesTests {
    private static let address = "192.0.2.44"
    private let resident = UUID()

    private func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        try book.record("resident.registered", SampleData.resident, subject: resident)
        try book.record("screening.completed", SampleData.itemNine, subject: resident)
        return book
    }

    /// Runs the body with an empty trail.
    private func with(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { database in
            try await database.forgetTrail()
            try await body(database)
        }
    }

    /// Makes every append fail until the body is through.
    private func withoutTrail(_ database: TestDatabase, _ body: () async throws -> Void) async throws {
        try await database.asAdministrator {
            _ = try await $0.execute("ALTER TABLE audit_event ADD CONSTRAINT closed CHECK (false) NOT VALID")
        }
        await #expect(throws: PostgresError.self) { try await body() }
        try await database.asAdministrator {
            _ = try await $0.execute("ALTER TABLE audit_event DROP CONSTRAINT closed")
        }
    }

    @Test func anErasureIsTold() async throws {
        try await with { database in
            try await database.send(try book())
            try await database.forgetTrail()
            let erase = EraseSubject(
                database: database.hub, rules: database.rules, keys: database.keys, now: { FixedClock.now })
            let subject = ResidentID(rawValue: resident)
            let request = ErasureRequest(source: "command-line", reason: "本人要求", operatorName: "command:root")
            try await withoutTrail(database) { _ = try await erase(subject, of: .number(1), request: request) }
            #expect(try await database.number("SELECT count(*) FROM subject_key WHERE destroyed_at IS NOT NULL") == 0)
            _ = try await erase(subject, of: .number(1), request: request)
            let entry = try #require(try await database.trail().first)
            #expect(entry.line == "station/S01 erasure delete success resident-erased")
            #expect(entry.entityType == "resident" && entry.entityID == subject.description)
            #expect(entry.agentKind == "system" && entry.source == "command-line" && entry.reason == "本人要求")
            #expect(entry.details["rows"] == "2" && entry.details["operator"] == "command:root")
            #expect(try await database.trail().count == 1)
        }
    }

    @Test func codesAndKeysOfStationsAreTold() async throws {
        try await with { database in
            let (hub, station) = (database.hub, try StationCode.number(1))
            let issue = IssueEnrolmentCode(database: hub)
            let code = try await issue(for: station, by: "command:root", at: FixedClock.now).code
            let (first, second) = (StationPrivateKey(), StationPrivateKey())
            try await withoutTrail(database) {
                _ = try await EnrolStation(database: hub)(
                    station, code: code, key: first.publicKey, from: Self.address, at: FixedClock.now)
            }
            #expect(try await database.number("SELECT count(*) FROM station_key") == 0)
            for _ in 0..<2 {
                _ = try await EnrolStation(database: hub)(
                    station, code: code, key: first.publicKey, from: Self.address, at: FixedClock.now)
            }
            let signer = VerifiedStation(station: station, keyID: first.publicKey.id, signedAt: FixedClock.now)
            _ = try await RotateStationKey(database: hub)(
                try KeyRotationRequest(of: station.rawValue, from: first.publicKey.id, to: second), by: signer,
                from: Self.address, at: FixedClock.now)
            let later = try await issue(for: station, by: "command:root", revokingKeys: true, at: FixedClock.now).code
            _ = try await EnrolStation(database: hub)(
                station, code: later, key: StationPrivateKey().publicKey, at: FixedClock.now)
            let revoke = RevokeStationKeys(database: hub)
            let revoked = try await revoke(of: station, by: "command:root", at: FixedClock.now)
            #expect(try await revoke(of: station, by: "command:root", at: FixedClock.now) == [])
            let entries = try await database.trail(.key)
            #expect(
                entries.map(\.line)
                    == [
                        "create success enrolment-code-issued", "create success station-key-enrolled",
                        "update success station-key-rotated", "update success station-key-revoked",
                        "create success enrolment-code-issued", "create success station-key-enrolled",
                        "update success station-key-revoked",
                    ].map { "station/S01 key \($0)" })
            #expect(entries[0].details["operator"] == "command:root" && entries[0].source == "command-line")
            #expect(entries[1].agent == first.publicKey.id && entries[1].source == Self.address)
            #expect(entries[1].entityID == entries[0].entityID)
            #expect(entries[2].entityID == second.publicKey.id && entries[2].details["key"] == first.publicKey.id)
            #expect(entries[3].entityID == second.publicKey.id && entries[6].entityID == revoked.first)
            for entry in entries {
                let text = try entry.jsonLine()
                #expect(!text.contains(code.text) && !text.contains(code.digest.description))
            }
        }
    }

    @Test func theConfigurationIsToldOfOnlyWhenItChanges() async throws {
        try await with { database in
            var configuration = database.configuration
            let apply = ApplyConfiguration(database: database.hub)
            try await apply(configuration, at: FixedClock.now)
            #expect(try await database.trail().isEmpty)
            configuration.stations[1].name = LocalizedText(zh: "新名", en: "New name")
            let changed = configuration
            try await withoutTrail(database) { try await apply(changed, at: FixedClock.now) }
            #expect(try await database.number("SELECT count(*) FROM station WHERE name_en = 'New name'") == 0)
            try await apply(changed, at: FixedClock.now)
            let entries = try await database.trail(.configuration)
            #expect(
                entries.map(\.line) == [
                    "bureau configuration update success directory-changed",
                    "station/S02 configuration update success documents-published",
                ])
            #expect(entries.first?.details == ["what": "directory-changed", "rows": "1", "stations": "S02"])
            #expect(entries.last?.details["documents"] == "station")
        }
    }

    @Test func linkingAResidentIsToldWithoutTheNumber() async throws {
        try await with { database in
            let (link, number) = (LinkResident(database: database.hub, keys: database.keys), "11010519491231002X")
            let subject = ResidentID(rawValue: resident)
            for _ in 0..<2 {
                try await link(
                    subject, of: .number(1), idNumber: number, by: .stationKey("k", of: .station(.number(1))),
                    from: Self.address)
            }
            let entries = try await database.trail()
            #expect(entries.map(\.line) == ["station/S01 change update success resident-linked"])
            let entry = try #require(entries.first)
            #expect(entry.entityID == subject.description && entry.agent == "k" && entry.source == Self.address)
            #expect(!(try entry.jsonLine()).contains(number.prefix(17)))
        }
    }

    @Test func changesOfTheKeyRingAreTold() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let file = KeyFile(path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try file.generate(at: FixedClock.now)
        try await with { database in
            let old = try KeyRing(file: path).current(.encryption).id
            let book = try book()
            let batch = try book.batch(1, 2)
            _ = try await database.ingest(with: try KeyRing(file: path))(
                batch, digest: TestDatabase.digest(of: batch), signature: TestDatabase.signature)
            try await database.forgetTrail()
            let add = AddKey(database: database.hub, file: file)
            try await withoutTrail(database) { _ = try await add(.encryption) }
            #expect(try KeyRing(file: path).current(.encryption).id == old)
            let new = try await add(.encryption)
            #expect(try KeyRing(file: path).current(.encryption).id == new)
            #expect(try await RewrapSubjectKeys(database: database.hub, keys: KeyRing(file: path))() == 1)
            let retire = RetireKey(database: database.hub, file: file)
            try await withoutTrail(database) { try await retire(.encryption, id: old) }
            try await retire(.encryption, id: old)
            let entries = try await database.trail(.key)
            #expect(
                entries.map(\.line) == [
                    "bureau key create success key-added", "bureau key update success keys-rewrapped",
                    "bureau key delete success key-retired",
                ])
            #expect(entries.map(\.entityID) == [new, new, old])
            #expect(entries.allSatisfy { $0.details["purpose"] == "encryption" && $0.source == "command-line" })
        }
    }

    @Test func aPersonsSecondFactorAndWrongPasswordsAreTold() async throws {
        try await with { database in
            let accounts = TestAccounts(database)
            let director = try #require(RoleAssignment(.director, at: .bureau))
            let account = try await accounts.create("boss", director)
            let token = try await accounts.signIn("boss")
            let signedIn = try await AuthenticateSession(accounts.context)(token, at: FixedClock.now)
            await #expect(throws: IdentityError.wrongCredentials) {
                try await SetUpSecondFactor(accounts.context).remove(
                    password: "wrong", signedIn: signedIn, origin: TestAccounts.origin, at: FixedClock.now)
            }
            let lines = try await database.trail().map(\.line)
            #expect(lines.contains("bureau account update success second-factor-set"))
            let refused = try #require(try await database.trail(.signIn).last)
            #expect(refused.outcome == "refused" && refused.details["method"] == "password-again")
            #expect(refused.agent == account.uuidString.lowercased() && refused.role == "director")
        }
    }
}
