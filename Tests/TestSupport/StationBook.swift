public import FactLog
public import Federation
public import Foundation
public import HubModel

/// What a station recorded, ready to be sent in batches of any boundaries.
public struct StationBook: Sendable {
    public let station: StationCode
    public let epoch: Int
    public private(set) var lines: [[UInt8]] = []
    public private(set) var hashes: [FactHash]

    public init(_ station: StationCode, epoch: Int = 1) {
        self.station = station
        self.epoch = epoch
        hashes = [FactChain.genesis(station: station, origin: .station, epoch: epoch)]
    }

    /// How many facts there are, which is the last `seq`.
    public var count: Int64 { Int64(lines.count) }

    /// Records a fact.
    ///
    /// - Parameter data: JSON text.
    /// - Returns: its `seq`.
    @discardableResult
    public mutating func record(
        _ kind: String, _ data: String, subject: UUID? = nil, at time: Date = FixedClock.now, version: Int = 1,
        actor: String = "staff:1", id: FactID? = nil
    ) throws -> Int64 {
        let header = FactHeader(
            station: station, epoch: epoch, seq: count + 1, id: id ?? FactID(at: time), kind: kind, version: version,
            occurredAt: time, recordedAt: time, actor: actor, subject: subject.map(ResidentID.init(rawValue:)))
        let fact = try FactComposer.compose(
            header: header, salt: FactComposer.randomSalt(), data: Array(data.utf8), previous: previous)
        append(fact.line, fact.hash)
        return count
    }

    /// Records a fact whose line says what a proper station would never write: the composed line with a text in it
    /// replaced, and hashed again.
    public mutating func forge(
        _ kind: String, _ data: String, subject: UUID? = nil, replacing text: String, with other: String
    ) throws {
        var book = self
        try book.record(kind, data, subject: subject)
        guard let composed = book.lines.last else { throw MissingFixture(name: "a line") }
        let line = String(decoding: composed, as: UTF8.self).replacing(text, with: other)
        try append(rehashing: line)
    }

    /// Appends a line with the hash that follows from the fact before it.
    private mutating func append(rehashing line: String) throws {
        let pattern =
            #/^\{"header":(?<header>\{.*?\}),"salt":"(?<salt>[^"]*)","data":(?<data>.*),"hash":"[0-9a-f]*"\}$/#
        guard let match = try pattern.wholeMatch(in: line) else { throw MissingFixture(name: "the form of a line") }
        var base64 = match.salt.replacing("-", with: "+").replacing("_", with: "/")
        base64 += "=="
        guard let salt = Data(base64Encoded: String(base64)) else { throw MissingFixture(name: "a salt") }
        let digest = salt.withUnsafeBytes { salt in
            Array(match.data.utf8).withUnsafeBytes { FactChain.dataDigest(salt: salt, data: $0) }
        }
        let previous = previous
        let hash = Array(match.header.utf8).withUnsafeBytes {
            FactChain.link(previous: previous, header: $0, dataDigest: digest)
        }
        let text = "{\"header\":\(match.header),\"salt\":\"\(match.salt)\",\"data\":\(match.data),\"hash\":\"\(hash)\"}"
        append(Array(text.utf8), hash)
    }

    /// Forgets the facts behind a `seq`, as a restored backup does.
    public mutating func truncate(to seq: Int64) {
        lines.removeLast(lines.count - Int(seq))
        hashes.removeLast(hashes.count - 1 - Int(seq))
    }

    private var previous: FactHash { hashes[hashes.count - 1] }

    private mutating func append(_ line: [UInt8], _ hash: FactHash) {
        lines.append(line)
        hashes.append(hash)
    }

    /// The hash of the fact at a `seq`; the genesis at 0.
    public func hash(at seq: Int64) -> FactHash { hashes[Int(seq)] }

    /// What a batch of the facts from `first` to `last` says of itself.
    public func description(
        _ first: Int64, _ last: Int64, completeThrough: Date = FixedClock.now
    ) -> BatchDescription {
        BatchDescription(
            station: station, epoch: epoch, first: first, last: last, lastHash: hash(at: last),
            completeThrough: completeThrough)
    }

    /// The body of a batch of the facts from `first` to `last`.
    public func body(_ first: Int64, _ last: Int64) -> [UInt8] {
        guard last >= first else { return [] }
        return lines[Int(first - 1)..<Int(last)].flatMap { $0 + [UInt8(ascii: "\n")] }
    }

    /// The facts from `first` to `last` as a batch; `last` = `first` - 1 is an empty one.
    public func batch(_ first: Int64, _ last: Int64, completeThrough: Date = FixedClock.now) throws -> FactBatch {
        try FactBatch(
            description: description(first, last, completeThrough: completeThrough), body: body(first, last))
    }
}
