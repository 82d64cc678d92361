import Foundation
import HubModel
import HubRuntime
import TestSupport

/// A district at work for months, with faults, beside an auditor who predicts every answer.
struct FundingSimulation {
    /// Something came out otherwise than the auditor says.
    struct Disagreement: Error, CustomStringConvertible {
        var description: String
    }

    private static let days = 150

    private let database: TestDatabase
    private let target: Int
    private let wishesABatch: Int
    private let secondsABatch: Int
    private var workload: FundingWorkload
    private var auditor: FundingAuditor
    private var clerk: FundingClerk
    private(set) var report = Report()

    /// What was done and answered.
    struct Report {
        var events = 0
        var kinds: [String: Int] = [:]
        var answers: [String: Int] = [:]
        var faults: [String: Int] = [:]
        var strikes = 0
        var checks = 0
        /// FNV-1a of everything that was asked and answered: the same for the same seed.
        var history: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func note(_ text: String) {
            for byte in text.utf8 { history = (history ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
    }

    init(_ database: TestDatabase, events: Int, seed: UInt64) throws {
        self.database = database
        target = events
        var random = SeededRandom(seed: seed)
        let district = try SimulatedDistrict(database.configuration, random: &random)
        let pageSize = min(200, max(24, events / 600))
        wishesABatch = events > 20_000 ? 8 : 4
        let batches = max(1, events / (wishesABatch * (pageSize / 5 + 1)))
        secondsABatch = Self.days * 86_400 / batches
        workload = FundingWorkload(
            district, pageSize: pageSize, random: random, now: Int(FixedClock.now.timeIntervalSince1970))
        auditor = FundingAuditor(district)
        clerk = FundingClerk(
            database: database, district: district,
            announcements: try IngestAnnouncements(database.connections.app, logger: TestDatabase.quietLogger))
    }

    mutating func run() async throws {
        while report.events < target {
            workload.pass(secondsABatch / 2 + workload.random.below(secondsABatch))
            clerk.now = Date(timeIntervalSince1970: Double(workload.now))
            let faults = FundingFault.allCases
            let fault = workload.random.chance(20) ? faults[workload.random.below(faults.count)] : nil
            for _ in 0..<wishesABatch { try await step(under: fault) }
            auditor.forget()
            guard let fault else { continue }
            report.faults[fault.rawValue, default: 0] += 1
            try await check(isWhole: auditor.orders.count < 3000 || report.checks.isMultiple(of: 20))
        }
        try await check(isWhole: true)
    }

    private mutating func step(under fault: FundingFault?) async throws {
        if fault == .rivals {
            if let (first, second) = workload.rivals(auditor) { try await compete(first, second) }
            return
        }
        let wish = workload.wish(auditor)
        if wish.count > 0 { try await perform(wish, under: fault) }
    }

    /// Compares all that is stored with what the auditor knows.
    private mutating func check(isWhole: Bool) async throws {
        report.checks += 1
        let differences = auditor.differences(to: try await StoredFunding.read(database, isWhole: isWhole))
        guard differences.isEmpty else {
            let listed = differences.prefix(20).joined(separator: "\n")
            throw Disagreement(description: "after \(report.events) events:\n\(listed)")
        }
    }

    // MARK: Wishes

    private mutating func perform(_ wish: FundingWish, under fault: FundingFault?) async throws {
        let clerk = clerk
        switch fault {
        case .crashed where wish.isRepeatable:
            let killer = BackendKiller(database: database)
            let (answer, didStrike) = try await killer.strike(at: 1 + workload.random.below(12)) {
                try await clerk.answer(to: wish)
            }
            if didStrike { report.strikes += 1 }
            try expect(answer, to: wish, orRepeated: didStrike)
        case .answerLost where wish.canBeTold:
            try expect(try await clerk.answer(to: wish), to: wish)
            let again = try await clerk.answer(to: wish)
            let expected = auditor.answer(to: wish, at: workload.now)
            if again != expected { throw disagreement(again, expected, wish, "repeated ") }
        case .sentTwiceAtOnce: try await performTwice(wish)
        case .rolledBack:
            try await clerk.takeBack(wish)
            try expect(try await clerk.answer(to: wish), to: wish)
        default: try expect(try await clerk.answer(to: wish), to: wish)
        }
    }

    private mutating func performTwice(_ wish: FundingWish) async throws {
        let clerk = clerk
        if case .follow(let steps) = wish {
            let answer = try await clerk.answerTwice(to: steps, beyondTheQueue: wish.canBeTold)
            var expected = auditor.answer(to: wish, at: workload.now)
            if wish.canBeTold { expected = auditor.answer(to: wish, at: workload.now) }
            note(wish, expected)
            if answer != expected { throw disagreement(answer, expected, wish, "at once ") }
            return
        }
        async let first = clerk.answer(to: wish)
        async let second = clerk.answer(to: wish)
        let answers = try await [first, second]
        let expected = [auditor.answer(to: wish, at: workload.now), auditor.answer(to: wish, at: workload.now)]
        note(wish, expected[0])
        guard let own = answers.firstIndex(of: expected[0]) else {
            throw disagreement("\(answers)", "\(expected)", wish, "at once ")
        }
        let other = answers[1 - own]
        if other != expected[1], !wish.mayAlsoHear(other) {
            throw disagreement("\(answers)", "\(expected)", wish, "at once ")
        }
    }

    /// Whoever of the two was first, the other one is answered as somebody who came after.
    private mutating func compete(_ first: FundingWish, _ second: FundingWish) async throws {
        let clerk = clerk
        async let one = clerk.answer(to: first)
        async let other = clerk.answer(to: second)
        let answers = try await (one, other)
        var after = auditor
        let expected = (after.answer(to: first, at: workload.now), after.answer(to: second, at: workload.now))
        note(first, expected.0)
        note(second, expected.1)
        if answers == expected {
            auditor = after
            return
        }
        let turned = (auditor.answer(to: second, at: workload.now), auditor.answer(to: first, at: workload.now))
        guard answers == (turned.1, turned.0) else {
            throw disagreement("\(answers)", "\(expected) or the other way round", first, "rivals: ")
        }
    }

    private mutating func expect(_ answer: String, to wish: FundingWish, orRepeated: Bool = false) throws {
        let expected = auditor.answer(to: wish, at: workload.now)
        note(wish, expected)
        if answer == expected { return }
        // It was done before the connection was lost.
        if orRepeated, answer == auditor.answer(to: wish, at: workload.now) { return }
        throw disagreement(answer, expected, wish, "")
    }

    private func disagreement(
        _ answer: String, _ expected: String, _ wish: FundingWish, _ how: String
    ) -> Disagreement {
        let (told, known) = (answer.split(separator: "\n"), expected.split(separator: "\n"))
        let lines = (0..<max(told.count, known.count)).filter { index in
            !told.indices.contains(index) || !known.indices.contains(index) || told[index] != known[index]
        }
        let differing = lines.prefix(5).map { index in
            "\(told.indices.contains(index) ? told[index] : "-") but \(known.indices.contains(index) ? known[index] : "-")"
        }
        return Disagreement(
            description: "event \(report.events), \(how)\(wish.kind): \(differing.joined(separator: "; "))\n\(wish)")
    }

    private mutating func note(_ wish: FundingWish, _ answer: String) {
        report.events += wish.count
        report.note("\(workload.now) \(wish.kind) \(answer)\n")
        switch wish {
        case .follow(let steps):
            for step in steps { report.kinds["order \(step.kind.rawValue)", default: 0] += 1 }
            for line in answer.split(separator: "\n") {
                let words = line.split(separator: " ")
                let reason = words[2] == "-" ? "" : " \(words[2])"
                report.answers["order \(words[1])\(reason)", default: 0] += 1
            }
        default:
            report.kinds[wish.kind, default: 0] += wish.count
            if let looked = answer.split(separator: " ").last.flatMap({ Int($0) }), answer.hasPrefix("looked at") {
                report.kinds["orders looked at to \(wish.kind)", default: 0] += looked
            }
            for line in answer.split(separator: "\n") {
                report.answers[String(line.prefix { !$0.isNumber }), default: 0] += 1
            }
        }
    }
}

extension FundingWish {
    /// Whether telling it again says nothing new: a page of orders with each order once does not.
    fileprivate var canBeTold: Bool {
        guard case .follow(let steps) = self else { return true }
        return Set(steps.map(\.order)).count == steps.count
    }

    /// What somebody who asked for the same at the same moment may hear besides.
    fileprivate func mayAlsoHear(_ answer: String) -> Bool {
        switch self {
        case .decide: answer == "voucherSettled" || answer == "decidedAlready"
        case .retry, .release: answer.hasPrefix("looked at ")
        default: false
        }
    }
}
