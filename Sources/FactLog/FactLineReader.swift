import Foundation
public import HubModel

/// Reads lines; an instance is reused from line to line.
public struct FactLineReader {
    private var tokens = JSONTokens()
    private let origin: FactOrigin

    private static let opening: StaticString = "{\"header\":"
    private static let beforeSalt: StaticString = ",\"salt\":\""
    private static let beforeData: StaticString = "\",\"data\":"
    private static let beforeHash: StaticString = ",\"hash\":\""
    private static let closing: StaticString = "\"}"
    private static let saltCharacters = 22
    private static let hashCharacters = 64

    /// - Parameter origin: the only one that facts may have; a station sends its own facts only.
    public init(origin: FactOrigin = .station) {
        self.origin = origin
    }

    /// Reads the line that stands at `range` of `bytes`, without its line feed.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(UnreadableLine)
        -> FactLine
    {
        guard range.count <= SyncLimits.lineBytes else {
            throw UnreadableLine(.tooLong, "a line has at most \(SyncLimits.lineBytes) bytes")
        }
        var position = try expect(Self.opening, in: bytes, at: range.lowerBound, before: range.upperBound)
        let headerStart = position
        let header = try readHeader(UnsafeBufferPointer(rebasing: bytes[headerStart..<range.upperBound]))
        let headerRange = headerStart..<(headerStart + header.length)
        position = try expect(Self.beforeSalt, in: bytes, at: headerRange.upperBound, before: range.upperBound)
        let saltRange = position..<min(position + Self.saltCharacters, range.upperBound)
        guard let salt = Base64URL.salt(from: bytes[saltRange]) else {
            throw UnreadableLine(.salt, "salt is 22 characters of base64url for 16 bytes")
        }
        let dataStart = try expect(Self.beforeData, in: bytes, at: saltRange.upperBound, before: range.upperBound)
        let tail = Self.beforeHash.utf8CodeUnitCount + Self.hashCharacters + Self.closing.utf8CodeUnitCount
        guard range.upperBound - tail >= dataStart else {
            throw UnreadableLine(.envelope, "a line has the members header, salt, data, hash in this order")
        }
        let dataRange = dataStart..<(range.upperBound - tail)
        for edge in [dataRange.first, dataRange.last].compactMap({ $0 }) where Self.isWhiteSpace(bytes[edge]) {
            throw UnreadableLine(.envelope, "no white space stands between the members of a line")
        }
        position = try expect(Self.beforeHash, in: bytes, at: dataRange.upperBound, before: range.upperBound)
        let hashEnd = position + Self.hashCharacters
        _ = try expect(Self.closing, in: bytes, at: hashEnd, before: range.upperBound)
        guard let hash = FactHash(hex: bytes[position..<hashEnd]) else {
            throw UnreadableLine(.hash, "hash is 64 lower-case hexadecimal digits")
        }
        return FactLine(
            header: header.header, headerProblem: header.problem, headerRange: headerRange, saltRange: saltRange,
            salt: salt, dataRange: dataRange, hash: hash)
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }

    private func expect(
        _ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at position: Int, before end: Int
    ) throws(UnreadableLine) -> Int {
        let count = text.utf8CodeUnitCount
        guard position + count <= end,
            (0..<count).allSatisfy({ bytes[position + $0] == text.utf8Start[$0] })
        else {
            throw UnreadableLine(
                .envelope, "a line has the members header, salt, data, hash in this order, no white space")
        }
        return position + count
    }

    private mutating func readHeader(_ bytes: UnsafeBufferPointer<UInt8>) throws(UnreadableLine) -> HeaderReading {
        let length: Int
        do {
            length = try tokens.readPrefix(of: bytes)
        } catch {
            throw UnreadableLine(.header, "the header is not JSON the hub can keep: \(error.rawValue)")
        }
        let header = UnsafeBufferPointer(rebasing: bytes[0..<length])
        // Nearly all headers are ASCII, which needs no closer look.
        guard header.reduce(0, |) < 0x80 || String(validating: header, as: UTF8.self) != nil else {
            throw UnreadableLine(.header, "the header is not UTF-8")
        }
        return try HeaderReading(
            fields: JSONFields(tokens: tokens, bytes: header), length: length, origin: origin)
    }
}

/// A header that was read.
private struct HeaderReading {
    var header: FactHeader
    var problem: FactLine.HeaderProblem?
    var length: Int

    static let names: [StaticString] = [
        "station", "origin", "epoch", "seq", "id", "kind", "version", "occurredAt", "recordedAt", "actor", "subject",
    ]

    init(fields: JSONFields, length: Int, origin: FactOrigin) throws(UnreadableLine) {
        self.length = length
        guard let values = fields.values(of: fields.root, named: Self.names) else {
            let names = Self.names.map(\.description).joined(separator: ", ")
            throw UnreadableLine(.header, "the header has the members \(names) in this order")
        }
        func text(_ index: Int) throws(UnreadableLine) -> String {
            guard let text = fields.text(values[index]) else {
                throw UnreadableLine(.header, "\(Self.names[index]) is a string")
            }
            return text
        }
        func number(_ index: Int) throws(UnreadableLine) -> Int64 {
            guard let number = fields.integer(values[index]), number >= 1 else {
                throw UnreadableLine(.header, "\(Self.names[index]) is an integer from 1")
            }
            return number
        }
        func time(_ index: Int) throws(UnreadableLine) -> Date? {
            guard fields.kind(values[index]) == .string else {
                throw UnreadableLine(.header, "\(Self.names[index]) is an RFC 3339 time in UTC")
            }
            switch Timestamp.read(fields.raw(values[index])) {
            case .time(let date): return date
            case .impossible: return nil
            case .unreadable: throw UnreadableLine(.header, "\(Self.names[index]) is an RFC 3339 time in UTC")
            }
        }
        guard let station = StationCode(rawValue: try text(0)) else {
            throw UnreadableLine(.header, "station is a station's code")
        }
        guard try text(1) == origin.rawValue else {
            throw UnreadableLine(.header, "a station sends facts of the origin \(origin.rawValue) only")
        }
        guard let id = fields.uuid(values[4]) else { throw UnreadableLine(.header, "id is a UUID") }
        let subject = try Self.subject(values[10], fields)
        let (occurred, recorded) = (try time(7), try time(8))
        let actor = try text(9)
        if !Self.isActor(actor) { problem = .invalidActor }
        // The graver one: such a fact has no day to be counted on, also after a correction.
        if occurred == nil || recorded == nil { problem = .impossibleDate }
        header = FactHeader(
            station: station, origin: origin, epoch: Int(try number(2)), seq: try number(3), id: FactID(rawValue: id),
            kind: try text(5), version: Int(clamping: try number(6)), occurredAt: occurred ?? .distantPast,
            recordedAt: recorded ?? .distantPast, actor: actor, subject: subject)
    }

    private static func subject(_ value: JSONFields.Value, _ fields: JSONFields) throws(UnreadableLine) -> ResidentID? {
        if fields.kind(value) == .null { return nil }
        guard let id = fields.uuid(value) else {
            throw UnreadableLine(.header, "subject is a resident's id (a UUID) or null")
        }
        return ResidentID(rawValue: id)
    }

    private static func isActor(_ text: String) -> Bool {
        ["staff:", "resident-link:", "import:"].contains {
            text.utf8.starts(with: $0.utf8) && text.utf8.count > $0.utf8.count
        }
            && text.utf8.count <= 200
    }
}
