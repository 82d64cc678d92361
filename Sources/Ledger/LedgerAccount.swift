import Crypto
public import Foundation
public import HubModel

/// What names an account: the ledger it stands in, its code in the chart of accounts, and what it is kept apart by.
public struct AccountKey: Hashable, Sendable {
    public var ledger: String
    public var code: String
    /// Name and value of each dimension, such as a station or a programme.
    public var dimensions: [String: String]

    public init(ledger: String, code: String, dimensions: [String: String] = [:]) {
        self.ledger = ledger
        self.code = code
        self.dimensions = dimensions
    }

    /// The same for the same key everywhere, so that accounts need no look-up: SHA-256 over the parts, each preceded by
    /// its length, as a UUID of version 8 (RFC 9562).
    public var id: AccountID {
        var hash = SHA256()
        func add(_ text: String) {
            var length = UInt32(text.utf8.count).bigEndian
            withUnsafeBytes(of: &length) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(text.utf8))
        }
        add(ledger)
        add(code)
        for (name, value) in dimensions.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(value)
        }
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = 0x80 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        return AccountID(rawValue: bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
    }
}

/// The id of an account; see ``AccountKey/id``.
public struct AccountID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: UUID

    public init(rawValue: UUID) { self.rawValue = rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public var description: String { rawValue.uuidString.lowercased() }
}

/// Debit 借 or credit 贷.
public enum LedgerSide: String, Codable, CaseIterable, Sendable {
    case debit, credit
}

/// An account as it is to be opened when something is first posted to it.
public struct AccountDefinition: Hashable, Sendable {
    public var key: AccountKey
    /// What its amounts count, such as `fen` or `minute`. Transfers join accounts of one unit.
    public var unit: String
    /// The side on which the balance grows.
    public var normalSide: LedgerSide
    /// What the balance may not fall below, pending transfers against it taken off; nil is no limit.
    public var floor: Int64?
    /// What the balance may not rise above, pending transfers in its favour added; nil is no limit.
    public var ceiling: Int64?
    /// Whose account it is; nil is the district's own.
    public var station: StationCode?

    public init(
        key: AccountKey, unit: String, normalSide: LedgerSide, floor: Int64? = nil, ceiling: Int64? = nil,
        station: StationCode? = nil
    ) {
        self.key = key
        self.unit = unit
        self.normalSide = normalSide
        self.floor = floor
        self.ceiling = ceiling
        self.station = station
    }
}

/// How an account stands.
public struct AccountState: Hashable, Sendable {
    public var ledger: String
    public var unit: String
    public var normalSide: LedgerSide
    public var floor: Int64?
    public var ceiling: Int64?
    public var debitsPosted: Int64
    public var creditsPosted: Int64
    public var debitsPending: Int64
    public var creditsPending: Int64

    public init(
        ledger: String, unit: String, normalSide: LedgerSide, floor: Int64? = nil, ceiling: Int64? = nil,
        debitsPosted: Int64 = 0, creditsPosted: Int64 = 0, debitsPending: Int64 = 0, creditsPending: Int64 = 0
    ) {
        self.ledger = ledger
        self.unit = unit
        self.normalSide = normalSide
        self.floor = floor
        self.ceiling = ceiling
        self.debitsPosted = debitsPosted
        self.creditsPosted = creditsPosted
        self.debitsPending = debitsPending
        self.creditsPending = creditsPending
    }

    /// What was posted, on the normal side.
    public var balance: Int64 {
        normalSide == .debit ? debitsPosted - creditsPosted : creditsPosted - debitsPosted
    }

    /// The balance when every pending transfer against it is posted in whole and none in its favour: what may be spent.
    public var available: Int64 {
        balance - (normalSide == .debit ? creditsPending : debitsPending)
    }
}
