import FactLog
import Foundation
import HubModel
import TestSupport
import Testing

@testable import Federation

/// How batches join what the hub has, with ten facts of the book stored.
@Suite struct ChainRulesTests {
    private static let accepted: Int64 = 10

    enum Outcome: Equatable, Sendable {
        case duplicates(Int)
        case refused(BatchRefusal)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var title: String
        var first: Int64
        var last: Int64
        var outcome: Outcome
        var testDescription: String { title }
    }

    private static func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        for number in 1...20 {
            try book.record("feedback.given", SampleData.feedback, at: FixedClock.now + Double(number))
        }
        return book
    }

    private static func watermark(of book: StationBook, epoch: Int = 1, through: Int64 = accepted) -> Watermark {
        Watermark(epoch: epoch, acceptedThrough: through, lastHash: book.hash(at: through))
    }

    /// Judges a batch as the hub does: with the hashes that the rules themselves ask for.
    private static func judge(_ batch: FactBatch, at watermark: Watermark, stored book: StationBook) -> Outcome {
        var stored: [Int64: FactHash] = [:]
        for seq in ChainRules.hashesNeeded(for: batch, at: watermark) { stored[seq] = book.hash(at: seq) }
        if let range = ChainRules.overlapToCompare(of: batch, at: watermark, stored: stored) {
            for seq in range { stored[seq] = book.hash(at: seq) }
        }
        do {
            return .duplicates(try ChainRules.duplicates(in: batch, at: watermark, stored: stored))
        } catch {
            return .refused(error)
        }
    }

    static let boundaries = [
        Case(title: "what comes next", first: 11, last: 15, outcome: .duplicates(0)),
        Case(title: "one fact that comes next", first: 11, last: 11, outcome: .duplicates(0)),
        Case(title: "all of it again", first: 1, last: 10, outcome: .duplicates(10)),
        Case(title: "a middle part again", first: 4, last: 6, outcome: .duplicates(3)),
        Case(title: "the last fact again", first: 10, last: 10, outcome: .duplicates(1)),
        Case(title: "an overlap of one", first: 10, last: 12, outcome: .duplicates(1)),
        Case(title: "an overlap from the first on", first: 1, last: 20, outcome: .duplicates(10)),
        Case(title: "a gap of one", first: 12, last: 15, outcome: .refused(.gap(expected: 11))),
        Case(title: "a wide gap", first: 20, last: 20, outcome: .refused(.gap(expected: 11))),
        Case(title: "empty at the end", first: 11, last: 10, outcome: .duplicates(0)),
        Case(title: "empty before the end", first: 5, last: 4, outcome: .duplicates(0)),
        Case(title: "empty before everything", first: 1, last: 0, outcome: .duplicates(0)),
        Case(title: "empty behind a gap", first: 13, last: 12, outcome: .refused(.gap(expected: 11))),
    ]

    @Test(arguments: boundaries) func joins(_ given: Case) throws {
        let book = try Self.book()
        let outcome = Self.judge(
            try book.batch(given.first, given.last), at: Self.watermark(of: book), stored: book)
        #expect(outcome == given.outcome)
    }

    /// Every pair of boundaries, compared with what plain counting says.
    @Test func anyBoundariesGiveTheSameCount() throws {
        let book = try Self.book()
        for through in 0...book.count {
            for first in 1...book.count {
                for last in (first - 1)...book.count {
                    let outcome = Self.judge(
                        try book.batch(first, last), at: Self.watermark(of: book, through: through), stored: book)
                    let expected: Outcome =
                        first > through + 1
                        ? .refused(.gap(expected: through + 1))
                        : .duplicates(Int(max(0, min(last, through) - first + 1)))
                    #expect(outcome == expected, "through \(through), batch \(first) to \(last)")
                }
            }
        }
    }

    /// The same station's book as far as `common`, and other facts from there on.
    private static func otherBook(common: Int64, of book: StationBook) throws -> StationBook {
        var other = book
        other.truncate(to: common)
        while other.count < book.count { try other.record("feedback.given", SampleData.feedback) }
        return other
    }

    @Test(arguments: [0, 3, 9] as [Int64]) func theFirstDifferingFactIsNamed(common: Int64) throws {
        let book = try Self.book()
        let fork = try Self.otherBook(common: common, of: book)
        let outcome = Self.judge(try fork.batch(1, 12), at: Self.watermark(of: book), stored: book)
        let seq = common + 1
        #expect(outcome == .refused(.fork(seq: seq, stored: book.hash(at: seq), sent: fork.hash(at: seq))))
    }

    @Test func anOverlapThatIsTheSameIsJudgedByItsEnds() throws {
        let book = try Self.book()
        let batch = try book.batch(3, 12)
        let watermark = Self.watermark(of: book)
        #expect(ChainRules.hashesNeeded(for: batch, at: watermark) == [2, 10])
        let ends: [Int64: FactHash] = [2: book.hash(at: 2), 10: book.hash(at: 10)]
        #expect(ChainRules.overlapToCompare(of: batch, at: watermark, stored: ends) == nil)
        #expect(ChainRules.overlapToCompare(of: batch, at: watermark, stored: [:]) == 3...10)
    }

    /// The hash at the end is the stored one, so only the links inside tell.
    @Test func aDamagedFactInsideAnOverlapBreaksTheChain() throws {
        let book = try Self.book()
        let line = String(decoding: book.lines[4], as: UTF8.self)
        let body = Array(
            String(decoding: book.body(1, 12), as: UTF8.self)
                .replacing(line, with: line.replacing(#""id":"o1""#, with: #""id":"o2""#)).utf8)
        let batch = try FactBatch(description: book.description(1, 12), body: body)
        #expect(Self.judge(batch, at: Self.watermark(of: book), stored: book) == .refused(.brokenChain(seq: 5)))
    }

    @Test func aContinuationOfAnotherBookBreaksTheChain() throws {
        let book = try Self.book()
        let fork = try Self.otherBook(common: 3, of: book)
        let outcome = Self.judge(try fork.batch(11, 12), at: Self.watermark(of: book), stored: book)
        #expect(outcome == .refused(.brokenChain(seq: 11)))
    }

    @Test func anEmptyBatchOfAnotherBookIsAFork() throws {
        let book = try Self.book()
        let fork = try Self.otherBook(common: 3, of: book)
        let outcome = Self.judge(try fork.batch(11, 10), at: Self.watermark(of: book), stored: book)
        #expect(outcome == .refused(.fork(seq: 10, stored: book.hash(at: 10), sent: fork.hash(at: 10))))
    }

    @Test func epochsAreComparedBeforeAnythingElse() throws {
        let (first, second) = (try Self.book(), StationBook(try .number(1), epoch: 2))
        var later = second
        try later.record("feedback.given", SampleData.feedback)
        let old = Self.judge(
            try first.batch(15, 16), at: Self.watermark(of: later, epoch: 2, through: 1), stored: later)
        #expect(old == .refused(.oldEpoch(current: 2)))
        let unknown = Self.judge(try later.batch(1, 1), at: Self.watermark(of: first), stored: first)
        #expect(unknown == .refused(.unknownEpoch(current: 1)))
    }

    @Test(arguments: [1, 2, 3, 5] as [Int64]) func aBrokenLinkIsNamed(_ seq: Int64) throws {
        var book = StationBook(try .number(1))
        for _ in 1...5 { try book.record("feedback.given", SampleData.feedback) }
        var body = book.body(1, 5)
        // One letter of the data changes; length and JSON stay as they are.
        let line = String(decoding: book.lines[Int(seq - 1)], as: UTF8.self)
        let damaged = line.replacing(#""id":"o1""#, with: #""id":"o2""#)
        try #require(damaged != line)
        body = Array(String(decoding: body, as: UTF8.self).replacing(line, with: damaged).utf8)
        let batch = try FactBatch(description: book.description(1, 5), body: body)
        let empty = Watermark(epoch: 1, acceptedThrough: 0, lastHash: book.hash(at: 0))
        #expect(Self.judge(batch, at: empty, stored: book) == .refused(.brokenChain(seq: seq)))
    }
}
