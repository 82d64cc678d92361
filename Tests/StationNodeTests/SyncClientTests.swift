import FactLog
import Foundation
import GRDB
import HubModel
import Logging
import Synchronization
import Testing

@testable import StationNode

func quiet() -> Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

@Suite struct SyncClientTests {
    let folder: BookFolder
    let book: LocalBook
    let hub = FakeHub()

    init() throws {
        folder = try BookFolder()
        book = try LocalBook.create(in: folder.book, station: s01, at: morning)
    }

    func client(
        _ transport: any SyncTransport, limits: SyncClient.Limits = .init(), now: Date = morning
    ) throws -> SyncClient {
        SyncClient(
            book: book, transport: transport, keys: try folder.keys(), limits: limits,
            backoff: Backoff(random: { 0.5 }), logger: quiet(), now: { now })
    }

    func answering(_ status: Int, _ body: String, headers: [String: String] = [:]) -> ScriptedTransport {
        ScriptedTransport { _ in SyncResponse(status: status, headers: headers, body: Array(body.utf8)) }
    }

    @Test func everythingArrivesInBatches() async throws {
        try await book.append(try channelDrafts(0..<25), at: morning)
        let summary = try await client(DirectTransport(hub: hub), limits: .init(batchFacts: 10)).synchronize()
        #expect(summary.acknowledged == 25)
        #expect(await hub.facts.count == 25)
        #expect(await hub.batches == 3)
        #expect(await hub.signers == [stationKey.publicKey.id])
        let status = try await book.status()
        #expect(status.unsent == 0)
        #expect(status.acceptedThrough == 25)
        #expect(status.lastContact == morning)
        #expect(status.recorded == 25)
    }

    @Test func anEmptyOutboxSendsAHeartbeat() async throws {
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(await hub.batches == 1)
        #expect(await hub.claims == [morning])
        #expect(try await book.status().completeThrough == morning)
    }

    @Test func completeThroughStopsBeforeWhatIsUnsent() async throws {
        let later = morning.addingTimeInterval(600)
        let times = [0.0, 300, 120, 240].map { morning.addingTimeInterval($0) }
        try await book.append(try times.map { try channelDraft(1, at: $0) }, at: later)
        _ = try await client(DirectTransport(hub: hub), limits: .init(batchFacts: 2), now: later).synchronize()
        #expect(await hub.claims == [morning.addingTimeInterval(119), later])
        try await book.append([try channelDraft(1, at: morning), try channelDraft(1, at: morning)], at: later)
        _ = try await client(DirectTransport(hub: hub), limits: .init(batchFacts: 1), now: later).synchronize()
        #expect(await hub.claims == [morning.addingTimeInterval(119), later, later, later])
    }

    /// A clock that ran ahead by a year claims what nobody can know; set right, it takes the claim back.
    @Test func aClaimOfTheFutureIsTakenBack() async throws {
        let ahead = morning.addingTimeInterval(365 * 86_400)
        _ = try await client(DirectTransport(hub: hub), now: ahead).synchronize()
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(await hub.claims == [ahead, morning])
        #expect(try await book.status().completeThrough == morning)
    }

    @Test(arguments: [UInt64](1...12)) func faultsNeitherLoseNorDouble(seed: UInt64) async throws {
        let transport = FaultyTransport(hub: hub, seed: seed, faults: 40)
        let client = try client(transport, limits: .init(batchFacts: 40))
        var recorded = 0
        var rounds = 0
        var isDone = false
        while !isDone {
            rounds += 1
            try #require(rounds < 2000, "seed \(seed)")
            if recorded < 400 {
                try await book.append(try channelDrafts(recorded..<(recorded + 20)), at: morning)
                recorded += 20
            }
            do { _ = try await client.synchronize() } catch is SyncTrouble {}
            let unsent = try await book.unsentCount()
            isDone = await transport.isCalm && unsent == 0
        }
        _ = try await client.synchronize()
        let faults = await transport.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print("seed \(seed): \(rounds) rounds, \(recorded) facts, faults: \(faults.joined(separator: ", "))")
        let own = try await book.pool.read { try Data.fetchAll($0, sql: "SELECT line FROM fact ORDER BY seq") }
        #expect(await hub.facts == own.map { Array($0) }, "seed \(seed)")
        #expect(own.count == recorded)
        #expect(try await book.unsentCount() == 0)
        #expect(try await book.status().trouble == nil)
    }

    @Test func aRestoredHubGetsBackWhatItLost() async throws {
        try await book.append(try channelDrafts(0..<30), at: morning)
        let client = try client(DirectTransport(hub: hub), limits: .init(batchFacts: 10))
        _ = try await client.synchronize()
        await hub.lose(12)
        try await book.append(try channelDrafts(30..<35), at: morning)
        let summary = try await client.synchronize()
        #expect(summary.acknowledged == 17)
        #expect(await hub.facts.count == 35)
    }

    @Test func aForkStopsAndExplains() async throws {
        try await book.append(try channelDrafts(0..<5), at: morning)
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        await hub.tamper(seq: 3)
        try await book.pool.write { try $0.execute(sql: "INSERT INTO outbox SELECT epoch, seq, occurred_at FROM fact") }
        let trouble = await #expect(throws: SyncTrouble.self) {
            try await client(DirectTransport(hub: hub)).synchronize()
        }
        #expect(trouble?.code == "fork")
        #expect(trouble?.retry == .rarely)
        let status = try await book.status()
        #expect(status.unsent == 5)
        #expect(status.trouble?.words.zh.contains("第 3 条") == true)
        #expect(status.trouble?.words.en.contains("operator") == true)
        #expect(status.trouble?.nextAttempt == morning.addingTimeInterval(2700))
    }

    @Test func anOldEpochStops() async throws {
        try await book.append(try channelDrafts(0..<2), at: morning)
        await hub.beginEpoch(2)
        let trouble = await #expect(throws: SyncTrouble.self) {
            try await client(DirectTransport(hub: hub)).synchronize()
        }
        #expect(trouble?.code == "old_epoch")
        #expect(try await book.unsentCount() == 2)
    }

    @Test(arguments: [
        (401, "unknown_key", SyncTrouble.Retry.rarely), (401, "revoked_key", .rarely), (403, "wrong_station", .rarely),
        (409, "unknown_epoch", .rarely), (422, "broken_chain", .rarely), (400, "unreadable", .rarely),
        (401, "bad_digest", .backoff),
        (500, "", .backoff), (502, "", .backoff), (404, "", .backoff), (503, "", .backoff),
    ])
    func refusals(status: Int, code: String, retry: SyncTrouble.Retry) async throws {
        try await book.append(try channelDrafts(0..<2), at: morning)
        let transport = answering(status, #"{"code":"\#(code)","seq":1}"#)
        let trouble = await #expect(throws: SyncTrouble.self) { try await client(transport).synchronize() }
        #expect(trouble?.retry == retry)
        if retry == .rarely { #expect(trouble?.code == code) }
        #expect(try await book.unsentCount() == 2)
    }

    @Test(arguments: [("7", 7.5), ("Sun, 01 Mar 2026 08:01:00 GMT", 60.5), ("999999", 3600.5)])
    func theHubsWishIsGranted(value: String, seconds: Double) async throws {
        let transport = answering(503, "", headers: ["retry-after": value])
        await #expect(throws: SyncTrouble.self) { try await client(transport).synchronize() }
        #expect(try await book.nextAttempt() == morning.addingTimeInterval(seconds))
    }

    @Test func tooLargeBatchesShrink() async throws {
        try await book.append(try channelDrafts(0..<40), at: morning)
        await hub.limit(bytes: 3000)
        _ = try await client(DirectTransport(hub: hub)).synchronize()
        #expect(await hub.facts.count == 40)
        try await book.append(try channelDrafts(40..<41), at: morning)
        await hub.limit(bytes: 10)
        let trouble = await #expect(throws: SyncTrouble.self) {
            try await client(DirectTransport(hub: hub)).synchronize()
        }
        #expect(trouble?.code == "too_large")
        #expect(try await book.unsentCount() == 1)
    }

    @Test(arguments: ["hash", "station", "epoch", "behind", "beyond"])
    func aLyingReceiptIsNotBelieved(lie: String) async throws {
        try await book.append(try channelDrafts(0..<3), at: morning)
        let transport = ScriptedTransport { [hub] request in
            let honest = try await hub.answer(request)
            var receipt = try JSONDecoder().decode(SyncReceipt.self, from: Data(honest.body))
            switch lie {
            case "hash": receipt.lastHash = FactChain.genesis(station: s01, origin: .station, epoch: 1).description
            case "station": receipt.station = "S02"
            case "epoch": receipt.epoch = 2
            case "behind": receipt.acceptedThrough = 2
            default: receipt.acceptedThrough = 9
            }
            return SyncResponse(status: 200, body: Array(try JSONEncoder().encode(receipt)))
        }
        let trouble = await #expect(throws: SyncTrouble.self) { try await client(transport).synchronize() }
        #expect(trouble?.code == (lie == "beyond" ? "book_behind" : "lying_receipt"))
        let status = try await book.status()
        #expect(status.unsent == 3)
        #expect(status.acceptedThrough == 0)
    }

    @Test func quarantineIsShown() async throws {
        try await book.append(try channelDrafts(0..<3), at: morning)
        let transport = ScriptedTransport { [hub] request in
            let honest = try await hub.answer(request)
            guard var receipt = try? JSONDecoder().decode(SyncReceipt.self, from: Data(honest.body)) else {
                return honest
            }
            receipt.quarantined = [
                .init(seq: 2, code: "out_of_range", detail: "count"), .init(seq: 77, code: "no_such_fact", detail: nil),
            ]
            return SyncResponse(status: 200, body: Array(try JSONEncoder().encode(receipt)))
        }
        _ = try await client(transport).synchronize()
        let quarantined = try await book.status().quarantined
        #expect(quarantined.map(\.place) == [FactPlace(epoch: 1, seq: 2)])
        #expect(quarantined.first?.code == "out_of_range")
        #expect(quarantined.first?.kind == "channel.measured")
    }
}
