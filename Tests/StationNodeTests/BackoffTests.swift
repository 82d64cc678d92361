import FactLog
import Foundation
import Logging
import Synchronization
import Testing

@testable import StationNode

@Suite struct BackoffTests {
    @Test func waitsDoubleUpToTheCap() {
        let backoff = Backoff(baseSeconds: 1, capSeconds: 300)
        #expect((1...11).map { backoff.ceiling(failures: $0) } == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        #expect(backoff.ceiling(failures: 100_000) == 300)
    }

    @Test func theWholeWaitIsRandom() {
        for share in [0.0, 0.25, 0.999] {
            let backoff = Backoff(baseSeconds: 2, capSeconds: 100, random: { share })
            #expect(backoff.seconds(after: .noConnection, failures: 3) == 8 * share)
        }
    }

    /// A hub that is away for hours: the loop's waits follow the schedule, and it goes on by itself afterwards.
    @Test func theLoopWaitsAsScheduledAndRecovers() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        try await book.append(try channelDrafts(0..<3), at: morning)
        let hub = FakeHub()
        let clock = Mutex(morning)
        let waits = Mutex<[Double]>([])
        let now: @Sendable () -> Date = { clock.withLock { $0 } }
        let transport = ScriptedTransport { request in
            guard now().timeIntervalSince(morning) > 5 * 3600 else { throw ConnectionLost() }
            return try await hub.answer(request)
        }
        let keys = try folder.keys()
        let client = SyncClient(
            book: book, transport: transport, keys: keys,
            backoff: Backoff(capSeconds: 300, random: { 0.5 }), logger: quiet(), now: now)
        let service = SyncService(
            client: client, keys: keys, book: book, intervalSeconds: 30, logger: quiet(), now: now,
            sleep: { seconds in
                waits.withLock { $0.append(seconds) }
                clock.withLock { $0 += seconds }
                // Two calm rounds after the hub came back are enough.
                if waits.withLock({ $0.suffix(2) == [30, 30] }) { throw CancellationError() }
            })
        try await service.run()
        let seen = waits.withLock { $0 }
        #expect(Array(seen.prefix(11)) == [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150])
        #expect(seen.dropFirst(9).dropLast(2).allSatisfy { $0 == 150 })
        #expect(try await book.unsentCount() == 0)
        #expect(try await book.status().trouble == nil)
    }

    /// The hub refuses the key; a new one in its place counts within the minute instead of within the hour.
    @Test(arguments: [true, false]) func aReplacedKeyIsTriedSoon(isReplaced: Bool) async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let keys = try folder.keys()
        let hub = FakeHub()
        let clock = Mutex(morning)
        let now: @Sendable () -> Date = { clock.withLock { $0 } }
        let old = StationPrivateKey()
        _ = try folder.file("station.key", old.text)
        let transport = DirectTransport(hub: hub)
        let client = SyncClient(
            book: book, transport: transport, keys: keys, backoff: Backoff(random: { 0.5 }),
            logger: quiet(), now: now)
        let service = SyncService(
            client: client, keys: keys, book: book, intervalSeconds: 30, logger: quiet(), now: now,
            sleep: { seconds in
                clock.withLock { $0 += seconds }
                let batches = await hub.batches
                if batches > 0 || now().timeIntervalSince(morning) > 300 { throw CancellationError() }
                guard isReplaced, now().timeIntervalSince(morning) > 40 else { return }
                _ = try folder.file("station.key", stationKey.text)
            })
        try await service.run()
        #expect(await hub.batches == (isReplaced ? 1 : 0))
    }
}
