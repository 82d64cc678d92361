import FactLog
import Foundation
import HubModel
import TestSupport
import Testing

@testable import Federation

@Suite struct FactBatchTests {
    private func book(_ count: Int = 5) throws -> StationBook {
        var book = StationBook(try .number(1))
        for _ in 0..<count { try book.record("feedback.given", SampleData.feedback) }
        return book
    }

    private func refusal(_ description: BatchDescription, _ body: [UInt8]) -> BatchRefusal? {
        do {
            _ = try FactBatch(description: description, body: body)
            return nil
        } catch {
            return error
        }
    }

    private func line(of refusal: BatchRefusal?) -> Int?? {
        if case .unreadable(let line, _) = refusal { .some(line) } else { nil }
    }

    @Test func readsEveryLine() throws {
        let book = try book()
        let batch = try book.batch(2, 4)
        #expect(batch.lines.map(\.header.seq) == [2, 3, 4])
        #expect(batch.lines.map(\.hash) == [2, 3, 4].map { book.hash(at: $0) })
        #expect(batch.dataDigests.count == 3)
        #expect(batch.brokenAt == nil)
    }

    @Test func theLastLineFeedMayBeMissing() throws {
        let book = try book()
        let batch = try FactBatch(description: book.description(1, 5), body: book.body(1, 5).dropLast())
        #expect(batch.lines.count == 5)
    }

    @Test func aHoleInsideIsAGap() throws {
        let book = try book()
        let body = book.body(1, 2) + book.body(4, 5)
        #expect(refusal(book.description(1, 4), body) == .gap(expected: 3))
    }

    @Test func aRepeatedLineCannotBeRead() throws {
        let book = try book()
        #expect(line(of: refusal(book.description(1, 3), book.body(1, 2) + book.body(2, 2))) == .some(3))
    }

    @Test func countAndLinesMustAgree() throws {
        let book = try book()
        #expect(line(of: refusal(book.description(1, 5), book.body(1, 4))) == .some(nil))
        #expect(line(of: refusal(book.description(1, 4), book.body(1, 5))) == .some(nil))
        #expect(line(of: refusal(book.description(6, 5), book.body(5, 5))) != nil)
    }

    @Test func theStatedLastHashMustBeTheLastLines() throws {
        let book = try book()
        var description = book.description(1, 5)
        description.lastHash = book.hash(at: 4)
        #expect(line(of: refusal(description, book.body(1, 5))) == .some(5))
    }

    @Test func aLineOfAnotherStationIsNamed() throws {
        let own = try book(2)
        var other = StationBook(try .number(2))
        for _ in 0..<2 { try other.record("feedback.given", SampleData.feedback) }
        var description = own.description(1, 2)
        description.lastHash = other.hash(at: 2)
        #expect(refusal(description, own.body(1, 1) + other.body(2, 2)) == .wrongStation(line: 2))
        #expect(refusal(description, other.body(1, 2)) == .wrongStation(line: 1))
    }

    @Test func aLineOfAnotherEpochCannotBeRead() throws {
        var book = StationBook(try .number(1), epoch: 2)
        try book.record("feedback.given", SampleData.feedback)
        var description = book.description(1, 1)
        description.epoch = 1
        #expect(line(of: refusal(description, book.body(1, 1))) == .some(1))
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (String) -> String
    }

    static let damages = [
        Damage(testDescription: "empty line") { _ in "" },
        Damage(testDescription: "not JSON") { _ in "hello" },
        Damage(testDescription: "white space before a member") { $0.replacing(#","salt""#, with: #", "salt""#) },
        Damage(testDescription: "members in another order") {
            $0.replacing(#""kind":"feedback.given","version":1"#, with: #""version":1,"kind":"feedback.given""#)
        },
        Damage(testDescription: "a header member missing") { $0.replacing(#","actor":"staff:1""#, with: "") },
        Damage(testDescription: "seq of zero") { $0.replacing(#""seq":3"#, with: #""seq":0"#) },
        Damage(testDescription: "short salt") { $0.replacing(#","salt":""#, with: #","salt":"A"#) },
        Damage(testDescription: "upper-case hash") { line in
            String(line.dropLast(66)) + line.suffix(66).uppercased()
        },
        Damage(testDescription: "cut off") { String($0.dropLast(3)) },
        Damage(testDescription: "carriage return") { $0 + "\r" },
    ]

    @Test(arguments: damages) func anUnreadableLineIsNamed(_ damage: Damage) throws {
        let book = try book()
        var lines = book.lines.map { String(decoding: $0, as: UTF8.self) }
        lines[2] = damage.change(lines[2])
        let body = Array((lines.joined(separator: "\n") + "\n").utf8)
        #expect(line(of: refusal(book.description(1, 5), body)) == .some(3))
    }

    @Test func tooLarge() throws {
        let book = try book(1)
        var many = book.description(1, 1)
        many.last = Int64(SyncLimits.batchFacts) + 1
        #expect(refusal(many, []) == .tooLarge(line: nil))
        let filling = [UInt8](repeating: UInt8(ascii: "x"), count: SyncLimits.batchBytes + 1)
        #expect(refusal(book.description(1, 1), filling) == .tooLarge(line: nil))
        let longLine = book.body(1, 1).dropLast() + [UInt8](repeating: UInt8(ascii: " "), count: SyncLimits.lineBytes)
        #expect(refusal(book.description(1, 1), Array(longLine)) == .tooLarge(line: 1))
    }
}
