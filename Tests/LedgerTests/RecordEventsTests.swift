import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// The engine on the real database.
@Suite(.timeLimit(.minutes(5))) struct RecordEventsTests {
    private let now = Books.now

    private func state(_ account: AccountDefinition, _ database: TestDatabase) async throws -> AccountState? {
        try await database.hub.withTransaction(as: .district) { connection in
            try await ReadAccounts()([account.key.id], on: connection)[account.key.id]
        }
    }

    @Test func aBatchRecordsWhatIsAllowedAndSaysWhyTheRestIsNot() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let events = [
                Books.event(Books.grant(100)), Books.event(Books.spend(60)), Books.event(Books.spend(41)),
                Books.event(Books.spend(10), Books.spend(31)), Books.event(Books.spend(40)),
            ]
            let results = try await database.record(events)
            #expect(
                results == [
                    .recorded, .recorded,
                    .refused(.belowFloor(transfer: 1, Books.granted.key.id, available: 40, asked: 41)),
                    .refused(.belowFloor(transfer: 2, Books.granted.key.id, available: 30, asked: 31)), .recorded,
                ])
            #expect(try await state(Books.granted, database)?.available == 0)
            #expect(try await database.proof() == [])
        }
    }

    @Test func recordingAgainAddsNothing() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let events = [Books.event(Books.grant(100)), Books.event(Books.spend(60, .pending(expires: nil)))]
            #expect(try await database.record(events) == [.recorded, .recorded])
            #expect(try await database.record(events) == [.existed, .existed])
            var other = events[1]
            other.transfers[0].amount = 61
            let difference = KeyDifference(.amount, transfer: 1, recorded: "60", asked: "61")
            let again = try await database.record([other])
            #expect(again == [.refused(.keyReused(differences: [difference]))])
            #expect(try await state(Books.granted, database)?.available == 40)
        }
    }

    @Test func whatIsKeptAsideIsSettledOnce() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let pending = Books.event(Books.spend(60, .pending(expires: nil)))
            let target = TransferID(event: pending.id)
            _ = try await database.record([Books.event(Books.grant(100)), pending])
            #expect(try await state(Books.granted, database)?.debitsPending == 60)
            #expect(try await database.record([Books.event(Books.spend(45, .post(target)))]) == [.recorded])
            let standing = try #require(try await state(Books.granted, database))
            #expect(standing.available == 55)
            #expect(standing.debitsPending == 0)
            let again = try await database.record([Books.event(Books.spend(60, .void(target)))])
            #expect(again == [.refused(.targetSettled(transfer: 1, target, as: .post))])
            #expect(try await database.proof() == [])
        }
    }

    @Test func whatWasNotSettledInTimeIsFreeAgain() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let expires = now.addingTimeInterval(3600)
            let pending = Books.event(Books.spend(60, .pending(expires: expires)))
            _ = try await database.record([Books.event(Books.grant(100)), pending])
            let event = UUID()
            for (time, expected) in [(expires.addingTimeInterval(-1), 0), (expires, 1), (expires, 0)] {
                let expired = try await database.hub.withTransaction(as: .district) { connection in
                    try await ExpirePending(at: time, on: Books.day)(id: { _ in event }, on: connection)
                }
                #expect(expired.count == expected)
            }
            #expect(try await state(Books.granted, database)?.available == 100)
            #expect(try await database.proof() == [])
        }
    }

    @Test func aReversalTakesTheTurnoverBack() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let spent = Books.event(Books.spend(60))
            let back = Books.event(
                Books.spend(25, .reversal(of: TransferID(event: spent.id))),
                day: try #require(CivilDate(year: 2026, month: 4, day: 1)))
            let results = try await database.record([Books.event(Books.grant(100)), spent, back])
            #expect(results == [.recorded, .recorded, .recorded])
            let line = try await database.hub.withTransaction(as: .district) { connection in
                try await ReadTrialBalance()(
                    of: "control", month: CivilDate(year: 2026, month: 4, day: 9) ?? Books.day, on: connection
                ).first { $0.code == "granted" }
            }
            #expect(
                line
                    == TrialBalanceLine(
                        code: "granted", normalSide: .credit, openingDebits: 60, openingCredits: 100, debits: -25,
                        credits: 0))
            #expect(line?.closing == 65)
            #expect(try await database.proof() == [])
        }
    }

    @Test(arguments: [64]) func manyAtOnceNeverOverspend(_ clients: Int) async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(10 * 700))])
            let results = try await withThrowingTaskGroup(of: EventResult.self) { group in
                for _ in 0..<clients {
                    group.addTask {
                        try await database.record([Books.event(Books.spend(700, .pending(expires: nil)))])[0]
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .recorded } == 10)
            let refusal = LedgerRefusal.belowFloor(transfer: 1, Books.granted.key.id, available: 0, asked: 700)
            #expect(results.count { $0 == .refused(refusal) } == clients - 10)
            #expect(try await database.proof() == [])
        }
    }

    @Test func oneKeySentByManyAtOnceCountsOnce() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let event = Books.event(Books.grant(5))
            let results = try await withThrowingTaskGroup(of: EventResult.self) { group in
                for _ in 0..<16 { group.addTask { try await database.record([event])[0] } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .recorded } == 1)
            #expect(results.count { $0 == .existed } == 15)
            #expect(try await state(Books.granted, database)?.balance == 5)
        }
    }

    @Test func accountsThatNobodyDefinedAreNotOpened() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let results = try await database.record([Books.event(Books.grant(5))], opening: [Books.source])
            #expect(results == [.refused(.accountNotOpen(transfer: 1, Books.granted.key.id))])
        }
    }
}
