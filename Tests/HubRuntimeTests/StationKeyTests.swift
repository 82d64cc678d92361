import Directory
import DistrictConfig
import FactLog
import Foundation
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

private struct NotRefused: Error {}

/// How stations' keys become known, follow each other and end.
@Suite(.timeLimit(.minutes(5))) struct StationKeyTests {
    /// The use cases on one database.
    private struct Desk: Sendable {
        let database: TestDatabase
        let station: StationCode

        func issue(revokingKeys: Bool = false, at now: Date = FixedClock.now) async throws -> EnrolmentCode {
            try await IssueEnrolmentCode(database: database.hub)(
                for: station, by: "test", revokingKeys: revokingKeys, at: now
            ).code
        }

        func enrol(
            _ key: StationPrivateKey, with code: EnrolmentCode, as other: StationCode? = nil,
            at now: Date = FixedClock.now
        ) async throws -> EnrolledKey {
            try await EnrolStation(database: database.hub)(
                other ?? station, code: code, key: key.publicKey, at: now)
        }

        /// Who the hub takes the signer of a request for.
        func verify(_ key: StationPrivateKey, signedBy signer: StationPrivateKey? = nil) async throws -> VerifiedStation
        {
            let request = SignableRequest(method: "GET", target: "/api/v1/sync/state", fields: [])
            let fields = try request.signatureFields(
                covering: ["@method"], by: signer ?? key, keyID: key.publicKey.id, at: FixedClock.now)
            let signed = SignableRequest(method: "GET", target: "/api/v1/sync/state", fields: fields)
            return try await VerifyStation(database: database.hub)(MessageSignature(of: signed, covering: ["@method"]))
        }

        /// - Parameter signer: who was verified to have signed the request; nil to verify it now.
        func rotate(
            from old: StationPrivateKey, to new: StationPrivateKey, proofOf: StationPrivateKey? = nil,
            by signer: VerifiedStation? = nil
        ) async throws -> EnrolledKey {
            var message = try KeyRotationRequest(
                of: station.rawValue, from: old.publicKey.id, to: proofOf ?? new)
            message.key = StationKeyDocument(new.publicKey)
            var signer = signer
            if signer == nil { signer = try await verify(old) }
            return try await RotateStationKey(database: database.hub)(
                message, by: try #require(signer), at: FixedClock.now)
        }

        func keys() async throws -> [StationKeyRow] {
            try await ListStationKeys(database: database.hub)(of: station)
        }
    }

    private func with(_ body: @Sendable (Desk) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { database in
            try await body(Desk(database: database, station: .number(1)))
        }
    }

    /// What the body throws.
    private func refusal(_ body: () async throws -> some Any) async throws -> DirectoryError {
        do {
            _ = try await body()
        } catch let error as DirectoryError {
            return error
        }
        throw NotRefused()
    }

    @Test func aCodeRegistersOneKey() async throws {
        try await with { desk in
            let (code, key) = (try await desk.issue(), StationPrivateKey())
            #expect(try await refusal { try await desk.verify(key) } == .unknownKey)
            let enrolled = try await desk.enrol(key, with: code)
            #expect(enrolled.keyID == key.publicKey.id)
            let verified = try await desk.verify(key)
            #expect(verified.station == desk.station)
            #expect(verified.signedAt == FixedClock.now)
            // The same request again, hours later, even after the code expired.
            for hours: Double in [1, 720] {
                let later = FixedClock.now.addingTimeInterval(hours * 3600 + 0.123)
                #expect(try await desk.enrol(key, with: code, at: later) == enrolled)
            }
            let other = StationPrivateKey()
            #expect(
                try await refusal { try await desk.enrol(other, with: code) } == .usedEnrolment(at: enrolled.enrolledAt)
            )
            #expect(try await desk.keys().map(\.id) == [key.publicKey.id])
        }
    }

    @Test func theAnswerGivenAgainIsTheSameToTheMicrosecond() async throws {
        try await with { desk in
            let (code, key) = (try await desk.issue(), StationPrivateKey())
            let first = try await desk.enrol(key, with: code, at: FixedClock.now.addingTimeInterval(0.987_654_321))
            #expect(try await desk.enrol(key, with: code) == first)
        }
    }

    @Test func neitherCodeNorPrivateKeyIsStored() async throws {
        try await with { desk in
            let (code, key) = (try await desk.issue(), StationPrivateKey())
            _ = try await desk.enrol(key, with: code)
            let everything = try await desk.database.everything().values.flatMap { $0 }.joined(separator: "\n")
            let secretBytes = try #require(Data(base64URL: key.text))
            let privateHex = secretBytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
            #expect(everything.contains(key.publicKey.id))
            for secret in [code.text, code.text.replacing("-", with: ""), key.text, privateHex.joined()] {
                #expect(!everything.contains(secret))
            }
        }
    }

    /// Thirty machines with the same code at once: one of them gets it.
    @Test func parallelUseOfACodeHasOneWinner() async throws {
        try await with { desk in
            let code = try await desk.issue()
            let outcomes = await withTaskGroup(of: Result<EnrolledKey, any Error>.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        do { return .success(try await desk.enrol(StationPrivateKey(), with: code)) } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap { try? $0.get() }
            #expect(winners.count == 1)
            for case .failure(let error) in outcomes {
                #expect(error as? DirectoryError == .usedEnrolment(at: FixedClock.now), "\(error)")
            }
            #expect(try await desk.keys().map(\.id) == winners.map(\.keyID))
        }
    }

    /// One machine that asks many times at once gets one key and one answer.
    @Test func parallelRequestsOfOneKeyHaveOneAnswer() async throws {
        try await with { desk in
            let (code, key) = (try await desk.issue(), StationPrivateKey())
            let answers = try await withThrowingTaskGroup(of: EnrolledKey.self) { group in
                for second in 0..<20 {
                    group.addTask {
                        try await desk.enrol(key, with: code, at: FixedClock.now.addingTimeInterval(Double(second)))
                    }
                }
                return try await group.reduce(into: [EnrolledKey]()) { $0.append($1) }
            }
            #expect(Set(answers.map(\.enrolledAt)).count == 1)
            #expect(try await desk.keys().count == 1)
        }
    }

    @Test func aCodeEndsAfterAWeekOrWithTheNextOne() async throws {
        try await with { desk in
            let key = StationPrivateKey()
            let (first, second) = (try await desk.issue(), try await desk.issue())
            #expect(try await refusal { try await desk.enrol(key, with: first) } == .voidEnrolment)
            let end = FixedClock.now.addingTimeInterval(IssueEnrolmentCode.validitySeconds)
            #expect(
                try await refusal { try await desk.enrol(key, with: second, at: end) } == .expiredEnrolment(at: end))
            _ = try await desk.enrol(key, with: second, at: end.addingTimeInterval(-1))
            #expect(try await refusal { try await desk.enrol(key, with: EnrolmentCode()) } == .unknownEnrolment)
        }
    }

    @Test func aCodeOfAnotherStationIsNotUsedUp() async throws {
        try await with { desk in
            let (code, key) = (try await desk.issue(), StationPrivateKey())
            let other = try StationCode.number(2)
            #expect(try await refusal { try await desk.enrol(key, with: code, as: other) } == .wrongStation)
            _ = try await desk.enrol(key, with: code)
        }
    }

    @Test func aNewCodeRevokesKeysOnlyWhenAsked() async throws {
        try await with { desk in
            let key = StationPrivateKey()
            _ = try await desk.enrol(key, with: try await desk.issue())
            let second = try await desk.issue()
            _ = try await desk.verify(key)
            // The known key may be presented with a new code too.
            #expect(try await desk.enrol(key, with: second).keyID == key.publicKey.id)
            let third = try await desk.issue(revokingKeys: true)
            #expect(try await refusal { try await desk.verify(key) } == .revokedKey)
            #expect(try await refusal { try await desk.enrol(key, with: third) } == .revokedKey)
            let next = StationPrivateKey()
            _ = try await desk.enrol(next, with: third)
            #expect(try await desk.verify(next).station == desk.station)
        }
    }

    @Test func aKeyOfOneStationIsNoneOfAnother() async throws {
        try await with { desk in
            let key = StationPrivateKey()
            _ = try await desk.enrol(key, with: try await desk.issue())
            let other = Desk(database: desk.database, station: try .number(2))
            let code = try await other.issue()
            #expect(try await refusal { try await other.enrol(key, with: code) } == .keyInUse)
            _ = try await other.enrol(StationPrivateKey(), with: code)
        }
    }

    @Test func aForgedSignatureIsNotTheKeys() async throws {
        try await with { desk in
            let key = StationPrivateKey()
            _ = try await desk.enrol(key, with: try await desk.issue())
            let refusal = try await refusal { try await desk.verify(key, signedBy: StationPrivateKey()) }
            guard case .badSignature = refusal else {
                Issue.record("\(refusal)")
                return
            }
        }
    }

    @Test func aRotationRevokesThePredecessorAtOnce() async throws {
        try await with { desk in
            let (old, new) = (StationPrivateKey(), StationPrivateKey())
            _ = try await desk.enrol(old, with: try await desk.issue())
            let signer = try await desk.verify(old)
            #expect(try await desk.rotate(from: old, to: new).keyID == new.publicKey.id)
            #expect(try await refusal { try await desk.verify(old) } == .revokedKey)
            #expect(try await desk.verify(new).station == desk.station)
            #expect(
                try await refusal { try await desk.rotate(from: old, to: StationPrivateKey(), by: signer) }
                    == .revokedKey)
            let rows = try await desk.keys()
            #expect(rows.first { $0.id == new.publicKey.id }?.replaces == old.publicKey.id)
            #expect(rows.first { $0.id == old.publicKey.id }?.revokedReason == "replaced")
        }
    }

    @Test func aRotationNeedsTheNewKeysProof() async throws {
        try await with { desk in
            let (old, new) = (StationPrivateKey(), StationPrivateKey())
            _ = try await desk.enrol(old, with: try await desk.issue())
            let refusal = try await refusal { try await desk.rotate(from: old, to: new, proofOf: old) }
            guard case .badSignature = refusal else {
                Issue.record("\(refusal)")
                return
            }
            #expect(try await self.refusal { try await desk.rotate(from: old, to: old) } == .keyInUse)
            #expect(try await desk.verify(old).station == desk.station)
            #expect(try await desk.keys().count == 1)
        }
    }

    @Test func parallelRotationsHaveOneWinner() async throws {
        try await with { desk in
            let old = StationPrivateKey()
            _ = try await desk.enrol(old, with: try await desk.issue())
            let signer = try await desk.verify(old)
            let won = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<12 {
                    group.addTask { (try? await desk.rotate(from: old, to: StationPrivateKey(), by: signer)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
            let valid = try await desk.keys().filter { $0.revokedAt == nil }
            #expect(valid.map(\.replaces) == [old.publicKey.id])
        }
    }

    @Test func revocationActsAtOnceAndOnThatStationOnly() async throws {
        try await with { desk in
            let other = Desk(database: desk.database, station: try .number(2))
            let (first, second, others) = (StationPrivateKey(), StationPrivateKey(), StationPrivateKey())
            _ = try await desk.enrol(first, with: try await desk.issue())
            _ = try await desk.enrol(second, with: try await desk.issue())
            _ = try await other.enrol(others, with: try await other.issue())
            let revoke = RevokeStationKeys(database: desk.database.hub)
            #expect(try await revoke(of: desk.station, only: others.publicKey.id, by: "test", at: FixedClock.now) == [])
            let one = try await revoke(of: desk.station, only: first.publicKey.id, by: "test", at: FixedClock.now)
            #expect(one == [first.publicKey.id])
            #expect(try await refusal { try await desk.verify(first) } == .revokedKey)
            _ = try await desk.verify(second)
            #expect(try await revoke(of: desk.station, by: "test", at: FixedClock.now) == [second.publicKey.id])
            #expect(try await refusal { try await desk.verify(second) } == .revokedKey)
            _ = try await other.verify(others)
        }
    }

    @Test func aStationThatLeftIsNotLetIn() async throws {
        try await with { desk in
            let (key, code) = (StationPrivateKey(), try await desk.issue())
            _ = try await desk.enrol(key, with: code)
            let open = try await desk.issue()
            var configuration = desk.database.configuration
            configuration.stations.removeAll { $0.code == desk.station }
            try await ApplyConfiguration(database: desk.database.hub)(configuration, at: FixedClock.now)
            #expect(try await refusal { try await desk.verify(key) } == .unknownKey)
            #expect(try await refusal { try await desk.enrol(StationPrivateKey(), with: open) } == .unknownEnrolment)
            #expect(try await refusal { try await desk.issue() } == .inactiveStation(desk.station))
            let nobody = Desk(database: desk.database, station: try .number(99))
            #expect(try await refusal { try await nobody.issue() } == .unknownStation(code: "S99"))
        }
    }
}

extension Data {
    fileprivate init?(base64URL text: String) {
        self.init(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + "=")
    }
}
