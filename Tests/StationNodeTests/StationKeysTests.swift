import FactLog
import Foundation
import HubModel
import Synchronization
import Testing

@testable import StationNode

private struct NoTrouble: Error {}

/// The station's keys: how they are kept, become known to the hub, and follow each other.
@Suite struct StationKeysTests {
    let folder: BookFolder
    let book: LocalBook
    let hub = FakeHub()
    let keys: StationKeys

    init() throws {
        folder = try BookFolder()
        book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        keys = StationKeys(folder: folder.url)
    }

    private func client(_ transport: any SyncTransport) -> SyncClient {
        SyncClient(
            book: book, transport: transport, keys: keys, backoff: Backoff(random: { 0.5 }), logger: quiet(),
            now: { morning })
    }

    private func enrolment(_ transport: any SyncTransport) -> StationEnrolment {
        StationEnrolment(station: s01, transport: transport, keys: keys, now: { morning })
    }

    private func trouble(_ body: () async throws -> Void) async throws -> SyncTrouble {
        do {
            try await body()
        } catch let trouble as SyncTrouble {
            return trouble
        }
        throw NoTrouble()
    }

    /// Loses so many answers that match; the hub has acted all the same.
    private func losing(_ count: Int, of path: String) -> ScriptedTransport {
        let left = Mutex(count)
        return ScriptedTransport { [hub] request in
            let answer = try await hub.answer(request)
            guard request.path.hasPrefix(path) else { return answer }
            let isLost = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if isLost { throw ConnectionLost() }
            return answer
        }
    }

    @Test func aKeyIsMadeOnceAndReadableByItsOwnerOnly() throws {
        #expect(try keys.current() == nil)
        let key = try keys.currentOrNew()
        #expect(try keys.current()?.text == key.text)
        #expect(try keys.currentOrNew().text == key.text)
        let file = folder.url.appending(component: "station.key").path
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(permissions?.intValue == 0o600)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(files == ["book", "station.key"])
    }

    @Test(arguments: [(0o644, "chmod 600"), (0o640, "chmod 600"), (0o600, "damaged")])
    func aKeyOthersCanReadIsNotUsed(permissions: Int, advice: String) async throws {
        _ = try folder.file(
            "station.key", permissions == 0o600 ? "nonsense" : stationKey.text, permissions: permissions)
        let sent = Mutex(0)
        let transport = ScriptedTransport { _ in
            sent.withLock { $0 += 1 }
            return SyncResponse(status: 500)
        }
        let trouble = try await trouble { _ = try await client(transport).synchronize() }
        #expect(trouble.code == "key_file")
        #expect(trouble.words.en.contains(advice))
        #expect(sent.withLock { $0 } == 0)
    }

    @Test func withoutAKeyTheStationSaysWhatToDo() async throws {
        let trouble = try await trouble { _ = try await client(DirectTransport(hub: hub)).synchronize() }
        #expect(trouble.code == "no_key")
        #expect(trouble.words.zh.contains("xinlian-station enrol"))
    }

    @Test func aStationEnrolsAndSigns() async throws {
        await hub.forgetKeys()
        try await enrolment(DirectTransport(hub: hub)).enrol(with: await hub.issueCode())
        #expect(try keys.keptCode() == nil)
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(await hub.signers == [try #require(try keys.current()).publicKey.id])
    }

    /// The code is kept while the hub is away, and the next synchronisation registers the key with it.
    @Test func anEnrolmentIsFinishedLater() async throws {
        await hub.forgetKeys()
        let code = await hub.issueCode()
        let away = ScriptedTransport { _ in throw ConnectionLost() }
        #expect(try await trouble { try await enrolment(away).enrol(with: code) }.code == "no_connection")
        let key = try #require(try keys.current())
        #expect(try keys.keptCode() == code)
        try await book.append(try channelDrafts(0..<3), at: morning)
        #expect(try await client(DirectTransport(hub: hub)).synchronize().acknowledged == 3)
        #expect(try keys.keptCode() == nil)
        #expect(await hub.signers == [key.publicKey.id])
    }

    @Test func aLostAnswerToAnEnrolmentIsAskedForAgain() async throws {
        await hub.forgetKeys()
        let code = await hub.issueCode()
        let transport = losing(1, of: "/api/v1/stations")
        _ = try await trouble { try await enrolment(transport).enrol(with: code) }
        try await enrolment(transport).enrol(with: code)
        #expect(await hub.keys.count == 1)
        _ = try await client(transport).synchronize()
    }

    @Test func aCodeOfNoUseIsForgotten() async throws {
        let trouble = try await trouble {
            try await enrolment(DirectTransport(hub: hub)).enrol(with: EnrolmentCode())
        }
        #expect(trouble.code == "unknown_enrolment")
        #expect(try keys.keptCode() == nil)
    }

    /// Revoked, say after a theft: the next code registers a new key, also when the first answer is lost.
    @Test(arguments: [0, 1, 2]) func aRevokedKeyIsReplacedByANewCode(lost: Int) async throws {
        _ = try folder.keys()
        await hub.revoke(stationKey.publicKey.id)
        let refused = try await trouble { _ = try await client(DirectTransport(hub: hub)).synchronize() }
        #expect(refused.code == "revoked_key")
        #expect(refused.words.en.contains("xinlian-station enrol"))
        let code = await hub.issueCode()
        let transport = losing(lost, of: "/api/v1/stations")
        for _ in 0..<lost { _ = try await trouble { try await enrolment(transport).enrol(with: code) } }
        try await enrolment(transport).enrol(with: code)
        _ = try await client(transport).synchronize()
        let key = try #require(try keys.current()).publicKey
        #expect(key != stationKey.publicKey)
        #expect(await hub.signers == [key.id])
        #expect(await hub.keys.count == 2)
        #expect(try keys.pending() == nil)
    }

    @Test func aKeyIsRotated() async throws {
        _ = try folder.keys()
        let id = try await enrolment(DirectTransport(hub: hub)).rotate()
        #expect(try keys.current()?.publicKey.id == id)
        #expect(id != stationKey.publicKey.id)
        #expect(try keys.pending() == nil)
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(await hub.signers == [stationKey.publicKey.id, id])
    }

    /// The hub has replaced the key and its answer never came: either way goes on with the new one.
    @Test(arguments: [true, false]) func aLostAnswerToARotationLosesNothing(isRotatedAgain: Bool) async throws {
        _ = try folder.keys()
        let transport = losing(1, of: "/api/v1/sync/keys")
        // The state is asked for with the new key right away unless that is lost too.
        let away = ScriptedTransport { request in
            guard request.path != "/api/v1/sync/state" else { throw ConnectionLost() }
            return try await transport.send(request)
        }
        #expect(try await trouble { _ = try await enrolment(away).rotate() }.code == "no_connection")
        let pending = try #require(try keys.pending()).publicKey
        #expect(try keys.current()?.publicKey == stationKey.publicKey)
        if isRotatedAgain {
            #expect(try await enrolment(transport).rotate() == pending.id)
        } else {
            _ = try await client(transport).synchronize()
        }
        #expect(try keys.current()?.publicKey == pending)
        #expect(try keys.pending() == nil)
        #expect(await hub.keys.count == 2)
    }

    @Test func aRotationThatNeverArrivedLosesNothing() async throws {
        _ = try folder.keys()
        let away = ScriptedTransport { _ in throw ConnectionLost() }
        _ = try await trouble { _ = try await enrolment(away).rotate() }
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(try keys.current()?.publicKey == stationKey.publicKey)
        let id = try await enrolment(DirectTransport(hub: hub)).rotate()
        #expect(try keys.current()?.publicKey.id == id)
    }

    /// What an impostor answers changes no key.
    @Test func aLyingAnswerIsNotBelieved() async throws {
        _ = try folder.keys()
        let answer = StationKeyAnswer(station: "S01", keyId: stationKey.publicKey.id, enrolledAt: "")
        let body = Array(try JSONEncoder().encode(answer))
        let liar = ScriptedTransport { _ in SyncResponse(status: 200, body: body) }
        #expect(try await trouble { _ = try await enrolment(liar).rotate() }.code == "unexpected_answer")
        #expect(try keys.current()?.publicKey == stationKey.publicKey)
    }
}
