import Federation
import Foundation
import HubModel
import HubRuntime
import TestSupport
import Testing

/// A station's random book, sent in any way, comes to the same at the hub.
@Suite(.timeLimit(.minutes(5))) struct RandomWorkloadTests {
    private static let residents = 5

    /// Mixed facts of every kind, valid and not, with corrections of earlier ones among them.
    private func randomBook(_ random: inout SeededRandom, count: Int) throws -> StationBook {
        var book = StationBook(try .number(1))
        let residents = (0..<Self.residents).map { _ in random.uuid() }
        var kinds: [String] = []
        while kinds.count < count {
            let time = FixedClock.now + Double(random.below(70) - 50) * 86_400
            let subject = residents[random.below(residents.count)]
            if !kinds.isEmpty, random.chance(30) {
                let target = random.below(kinds.count)
                let replacement = random.chance(60) ? randomData(of: kinds[target], &random) : nil
                try book.record("correction", SampleData.correction(of: Int64(target + 1), with: replacement), at: time)
                kinds.append("correction")
            } else {
                let kind = Self.kinds[random.below(Self.kinds.count)]
                try book.record(
                    kind, randomData(of: kind, &random), subject: random.chance(85) ? subject : nil, at: time,
                    version: random.chance(4) ? 2 : 1, actor: random.chance(4) ? "nobody" : "staff:1")
                kinds.append(kind)
            }
        }
        return book
    }

    private static let kinds = [
        "resident.registered", "screening.completed", "screening.completed", "activity.held", "activity.attended",
        "order.placed", "order.accepted", "order.delivered", "order.verified", "order.cancelled", "enrolment.started",
        "feedback.given", "channel.measured", "kind.unknown",
    ]

    private func randomData(of kind: String, _ random: inout SeededRandom) -> String {
        switch kind {
        case "resident.registered": SampleData.resident
        case "screening.completed": randomScreening(&random)
        case "activity.held": SampleData.activity
        case "activity.attended": random.chance(70) ? SampleData.attendance : SampleData.headCount
        case "enrolment.started": SampleData.enrolment
        case "feedback.given": SampleData.feedback.replacing(#""score":4"#, with: #""score":\#(random.below(7))"#)
        case "channel.measured": SampleData.channel.replacing("300", with: "\(random.below(500) - 20)")
        default: SampleData.order("o\(random.below(4))", fen: random.below(3) * 500 - (random.chance(5) ? 1 : 0))
        }
    }

    private func randomScreening(_ random: inout SeededRandom) -> String {
        var answers: [Int?] = (0..<9).map { _ in random.below(4) }
        if random.chance(30) { answers[random.below(9)] = nil }
        let total = answers.contains(nil) ? "null" : String(answers.reduce(0) { $0 + ($1 ?? 0) })
        return SampleData.screening(answers, total: total, severity: "null", sameDay: random.chance(20))
    }

    /// Sends a book from its beginning to its end in random batches, some again, some overlapping.
    private func send(_ book: StationBook, to database: TestDatabase, _ seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        var accepted: Int64 = 0
        var sent: [(Int64, Int64)] = []
        while accepted < book.count {
            if let again = sent.randomElement(using: &random), random.chance(25) {
                try await database.send(book, again.0, again.1)
                continue
            }
            let first = max(1, accepted + 1 - Int64(random.chance(40) ? random.below(10) : 0))
            let last = min(book.count, max(accepted, first - 1) + Int64(random.below(25)))
            try await database.send(book, first, last, completeThrough: FixedClock.now + Double(sent.count))
            sent.append((first, last))
            accepted = max(accepted, last)
            if random.chance(20) { try await database.applyEffects() }
        }
        try await database.applyEffects()
    }

    @Test func batchBoundariesDoNotMatter() async throws {
        var random = SeededRandom.fresh()
        let seed = random.seed
        for _ in 0..<3 {
            let book = try randomBook(&random, count: 150)
            let ways = [random.next(), random.next()]
            let reference = Answer()
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(book)
                try await database.applyEffects()
                #expect(try await database.rollupDifferences().isEmpty, "seed \(seed)")
                await reference.keep(try await database.readModels())
            }
            for way in ways {
                try await TestDatabase.with(stations: 1) { database in
                    try await send(book, to: database, way)
                    #expect(try await database.rollupDifferences().isEmpty, "seed \(seed)")
                    let models = try await database.readModels()
                    let expected = await reference.models
                    for (table, rows) in expected {
                        #expect(models[table] == rows, "\(table), seed \(seed)")
                    }
                }
            }
        }
    }
}

private actor Answer {
    private(set) var models: [String: [String]] = [:]

    func keep(_ models: [String: [String]]) { self.models = models }
}
