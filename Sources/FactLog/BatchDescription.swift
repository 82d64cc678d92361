public import Foundation
public import HubModel
import RawStructuredFieldValues

/// What a batch says of itself in the request header `Xinlian-Batch`, a structured-field dictionary (RFC 8941; the date
/// form `@…` is RFC 9651).
public struct BatchDescription: Hashable, Sendable {
    /// The name of the request header.
    public static let fieldName = "Xinlian-Batch"

    public var station: StationCode
    public var epoch: Int
    /// The first `seq`; an empty batch says `last + 1`.
    public var first: Int64
    public var last: Int64
    /// The hash of the fact at `last`.
    public var lastHash: FactHash
    /// Everything that happened up to then has been sent.
    public var completeThrough: Date

    public init(
        station: StationCode, epoch: Int, first: Int64, last: Int64, lastHash: FactHash, completeThrough: Date
    ) {
        self.station = station
        self.epoch = epoch
        self.first = first
        self.last = last
        self.lastHash = lastHash
        self.completeThrough = completeThrough
    }

    /// The number of facts.
    public var count: Int64 { last - first + 1 }

    /// The header's value.
    public var fieldValue: String {
        """
        station="\(station)", epoch=\(epoch), first=\(first), last=\(last), \
        last-hash=:\(Data(lastHash.bytes).base64EncodedString()):, \
        complete-through=@\(Int64(completeThrough.timeIntervalSince1970.rounded(.down)))
        """
    }

    /// Reads the header's value.
    ///
    /// - Throws: ``BatchDescriptionError`` that names the member.
    public init(fieldValue: String) throws(BatchDescriptionError) {
        let members = try BatchMembers(fieldValue)
        guard let station = StationCode(rawValue: try members.string("station")) else { throw .noStation }
        let first = try members.integer("first", atLeast: 1)
        let last = try members.integer("last", atLeast: 0)
        guard last >= first - 1 else { throw .invalid("last") }
        guard let hash = FactHash(bytes: try members.bytes("last-hash")) else { throw .invalid("last-hash") }
        self.init(
            station: station, epoch: Int(clamping: try members.integer("epoch", atLeast: 1)), first: first, last: last,
            lastHash: hash, completeThrough: Date(timeIntervalSince1970: Double(try members.date("complete-through"))))
    }
}

private struct BatchMembers {
    private let members: OrderedMap<String, ItemOrInnerList>

    init(_ fieldValue: String) throws(BatchDescriptionError) {
        var parser = StructuredFieldValueParser(Array(fieldValue.utf8))
        do {
            members = try parser.parseDictionaryFieldValue()
        } catch {
            throw .notADictionary
        }
    }

    private func item(_ name: String) throws(BatchDescriptionError) -> RFC9651BareItem {
        guard case .item(let item) = members[name] else { throw .invalid(name) }
        return item.rfc9651BareItem
    }

    func string(_ name: String) throws(BatchDescriptionError) -> String {
        guard case .string(let text) = try item(name) else { throw .invalid(name) }
        return text
    }

    func integer(_ name: String, atLeast minimum: Int64) throws(BatchDescriptionError) -> Int64 {
        guard case .integer(let number) = try item(name), number >= minimum else { throw .invalid(name) }
        return number
    }

    func bytes(_ name: String) throws(BatchDescriptionError) -> Data {
        guard case .undecodedByteSequence(let text) = try item(name), let data = Data(base64Encoded: text) else {
            throw .invalid(name)
        }
        return data
    }

    func date(_ name: String) throws(BatchDescriptionError) -> Int64 {
        // Years 1 to 9999: what PostgreSQL and RFC 3339 can write.
        guard case .date(let seconds) = try item(name), (-62_135_596_800..<253_402_300_800).contains(seconds) else {
            throw .invalid(name)
        }
        return seconds
    }
}
