import Crypto
import FactLog
import Foundation
import HubModel
import Testing

@Suite struct FactLineTests {
    let header = FactHeader(
        station: StationCode(rawValue: "S07")!, epoch: 1, seq: 1,
        id: FactID(rawValue: UUID(uuidString: "019a0000-0000-7000-8000-000000000001")!), kind: "channel.measured",
        version: 1, occurredAt: Date(timeIntervalSince1970: 1_772_352_000.25),
        recordedAt: Date(timeIntervalSince1970: 1_772_352_001), actor: "staff:li \"a\"", subject: nil)
    let data = Array(#"{"channel":"wechat","content":null,"count":3,"metric":"reads"}"#.utf8)
    let salt = (0..<16).map(UInt8.init)

    private func compose(previous: FactHash) throws -> ComposedFact {
        try FactComposer.compose(header: header, salt: salt, data: data, previous: previous)
    }

    private func read(_ line: [UInt8]) throws -> FactLine {
        try line.withUnsafeBufferPointer { bytes in
            var reader = FactLineReader()
            return try reader.read(bytes, 0..<bytes.count)
        }
    }

    @Test func writesTheProtocolsForm() throws {
        let genesis = FactChain.genesis(station: header.station, origin: .station, epoch: 1)
        let fact = try compose(previous: genesis)
        let headerText = """
            {"station":"S07","origin":"station","epoch":1,"seq":1,"id":"019a0000-0000-7000-8000-000000000001",\
            "kind":"channel.measured","version":1,"occurredAt":"2026-03-01T08:00:00.250Z",\
            "recordedAt":"2026-03-01T08:00:01.000Z","actor":"staff:li \\"a\\"","subject":null}
            """
        let dataText = String(decoding: data, as: UTF8.self)
        // The formula of the protocol, spelled out with nothing but SHA-256.
        var hasher = SHA256()
        hasher.update(data: Data(SHA256.hash(data: Data("xinlian/1/S07/station/1".utf8))))
        hasher.update(data: Data(SHA256.hash(data: Data(headerText.utf8))))
        hasher.update(data: Data(SHA256.hash(data: Data(salt + data))))
        let expected = FactHash(hasher.finalize())
        #expect(fact.hash == expected)
        #expect(
            String(decoding: fact.line, as: UTF8.self)
                == "{\"header\":\(headerText),\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"data\":\(dataText),\"hash\":\"\(expected)\"}"
        )
    }

    @Test func readsWhatItWrites() throws {
        let fact = try compose(previous: FactChain.genesis(station: header.station, origin: .station, epoch: 1))
        let line = try read(fact.line)
        #expect(line.header == header)
        #expect(line.headerProblem == nil)
        #expect(line.salt == salt)
        #expect(Array(fact.line[line.dataRange]) == data)
        #expect(line.hash == fact.hash)
    }

    @Test(arguments: [
        ("\"salt\"", " \"salt\""), ("{\"header\":", "{\"header\": "), ("\"epoch\":1,", ""),
        ("\"epoch\":1", "\"epoch\":0"),
        ("\"epoch\":1", "\"epoch\":1.0"), ("\"seq\":1", "\"seq\":99999999999999999999"), ("S07", "s07"),
        ("\"origin\":\"station\"", "\"origin\":\"hub\""), ("\"subject\":null", "\"subject\":\"somebody\""),
        ("\"subject\":null", "\"subject\":null,\"subject\":null"), ("08:00:01.000Z", "08:00:01.000+08:00"),
        ("AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0OD"), ("staff:li", "staff:\\u0000"),
        ("\"version\":1", "\"version\":\"1\""),
    ])
    func refusesOtherForms(part: String, replacement: String) throws {
        let fact = try compose(previous: FactChain.genesis(station: header.station, origin: .station, epoch: 1))
        let text = String(decoding: fact.line, as: UTF8.self)
        let broken = text.replacing(part, with: replacement, maxReplacements: 1)
        try #require(broken != text)
        #expect(throws: UnreadableLine.self) { try read(Array(broken.utf8)) }
    }

    @Test(arguments: [
        ("2026-03-01T08:00:00.250Z", "0000-03-01T08:00:00.250Z", FactLine.HeaderProblem.impossibleDate),
        ("2026-03-01T08:00:00.250Z", "2026-02-29T08:00:00.250Z", .impossibleDate),
        ("staff:li", "nobody:li", .invalidActor),
    ])
    func keepsThePlaceOfAnImpossibleHeader(part: String, replacement: String, problem: FactLine.HeaderProblem) throws {
        let fact = try compose(previous: FactChain.genesis(station: header.station, origin: .station, epoch: 1))
        let text = String(decoding: fact.line, as: UTF8.self).replacing(part, with: replacement)
        #expect(try read(Array(text.utf8)).headerProblem == problem)
    }

    @Test func findsMalformedDataByTheEndOfTheLine() throws {
        let fact = try compose(previous: FactChain.genesis(station: header.station, origin: .station, epoch: 1))
        let text = String(decoding: fact.line, as: UTF8.self).replacing("\"count\":3", with: "\"count\":}{")
        let line = try read(Array(text.utf8))
        #expect(String(decoding: Array(text.utf8)[line.dataRange], as: UTF8.self).contains("}{"))
    }

    @Test func refusesLinesOverTheLimit() {
        let long = Array("{\"content\":\"\(String(repeating: "x", count: SyncLimits.lineBytes))\"}".utf8)
        #expect(throws: FactCompositionError.self) {
            try FactComposer.compose(header: header, salt: salt, data: long, previous: FactHash(SHA256.hash(data: [])))
        }
    }

    @Test func describesABatch() throws {
        let description = BatchDescription(
            station: header.station, epoch: 1, first: 118, last: 240, lastHash: FactHash(SHA256.hash(data: [1])),
            completeThrough: Date(timeIntervalSince1970: 1_772_352_000))
        #expect(description.fieldValue.hasPrefix("station=\"S07\", epoch=1, first=118, last=240, last-hash=:"))
        #expect(description.fieldValue.hasSuffix(":, complete-through=@1772352000"))
        #expect(try BatchDescription(fieldValue: description.fieldValue) == description)
        #expect(throws: BatchDescriptionError.invalid("last")) {
            try BatchDescription(fieldValue: description.fieldValue.replacing("last=240", with: "last=116"))
        }
        #expect(throws: BatchDescriptionError.notADictionary) { try BatchDescription(fieldValue: "=;") }
    }

    @Test(arguments: ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-22", "9999-12-31"])
    func countsDaysAsFoundationDoes(text: String) throws {
        let day = try #require(CivilDate(text))
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        if day.year > 1600 {
            let date = try #require(
                calendar.date(from: DateComponents(year: Int(day.year), month: day.month, day: day.day)))
            #expect(date.timeIntervalSince1970 == Double(day.daysSinceEpoch * 86_400))
        }
        #expect(CivilDate(daysSinceEpoch: day.daysSinceEpoch) == day)
    }
}
