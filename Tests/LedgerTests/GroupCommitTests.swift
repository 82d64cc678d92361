import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// Events that come one by one and are committed together.
@Suite(.timeLimit(.minutes(5))) struct GroupCommitTests {
    private func ledger(_ database: TestDatabase) -> GroupCommit {
        GroupCommit(now: { Books.now }) { [hub = database.hub] in
            try await hub.withTransaction(as: .district, retry: .whenTransient(), $0)
        }
    }

    private func answers(_ ledger: GroupCommit, to events: [LedgerEvent]) async throws -> [EventResult] {
        try await withThrowingTaskGroup(of: EventResult.self) { group in
            for event in events { group.addTask { try await ledger.record(event) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func eachOfManyIsJudgedByItself() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(101)), Books.event(Books.spend(1))])
            let answers = try await answers(ledger(database), to: (0..<64).map { _ in Books.event(Books.spend(10)) })
            #expect(answers.count { $0 == .recorded } == 10)
            let refusal = LedgerRefusal.belowFloor(transfer: 1, Books.granted.key.id, available: 0, asked: 10)
            #expect(answers.count { $0 == .refused(refusal) } == 54)
            #expect(try await database.proof() == [])
        }
    }

    @Test func oneEventThatComesManyTimesAtOnceIsRecordedOnce() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(100)), Books.event(Books.spend(1))])
            let event = Books.event(Books.spend(2))
            let answers = try await answers(ledger(database), to: Array(repeating: event, count: 32))
            #expect(answers.count { $0 == .recorded } == 1 && answers.count { $0 == .existed } == 31)
            #expect(try await database.proof() == [])
        }
    }

    @Test func whatFailsForOneFailsForNobodyElse() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(100)), Books.event(Books.spend(1))])
            let ledger = ledger(database)
            let nowhere = Books.event(Books.spend(1), station: StationCode(rawValue: "S99"))
            let outcomes = await withTaskGroup(of: EventResult?.self) { group in
                for number in 0..<21 {
                    group.addTask { try? await ledger.record(number == 7 ? nowhere : Books.event(Books.spend(1))) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .recorded } == 20 && outcomes.count { $0 == nil } == 1)
            #expect(try await database.proof() == [])
        }
    }
}
