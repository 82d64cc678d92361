import Crypto
public import Foundation
public import HubModel
public import Postgres

/// The data keys of a station's subjects within one transaction.
///
/// Every subject has an AES-256 key of its own, stored wrapped under a key of the ``KeyRing``; destroying it makes all that
/// was sealed with it unreadable. Nothing is kept from one transaction to the next, so that destruction acts at once.
public struct SubjectKeys: Sendable {
    private enum Entry: Sendable {
        /// There was no key yet.
        case missing
        case usable(FieldCipher)
        /// It was destroyed; nobody makes another one.
        case destroyed
    }

    private struct New: Sendable {
        var subject: UUID
        var wrapped: [UInt8]
    }

    /// Stands for whoever data is about when nobody is named: the station's own key.
    public static let nobody = ResidentID(rawValue: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))

    /// Nil when values stay as they are.
    private let ring: KeyRing?
    private let station: StationCode
    private var entries: [ResidentID: Entry] = [:]
    private var wrapping: KeyRing.Key?
    private var new: [New] = []

    public init(_ ring: KeyRing, of station: StationCode) {
        self.init(ring, station)
    }

    private init(_ ring: KeyRing?, _ station: StationCode) {
        self.ring = ring
        self.station = station
    }

    /// Leaves everybody's values as they are: for measuring what sealing costs, and for nothing else.
    package static func unsealed(of station: StationCode) -> SubjectKeys { SubjectKeys(nil, station) }

    /// Looks up the keys of subjects that were not looked up yet, in one statement.
    ///
    /// - Throws: ``KeyRingError``; `PostgresError`.
    public mutating func load(_ subjects: Set<ResidentID>, on connection: isolated Connection) async throws {
        let asked = subjects.filter { entries[$0] == nil }.map(\.rawValue)
        guard let ring, !asked.isEmpty else { return }
        let rows = try await connection.rows(
            SubjectKeyQueries.keys(of: asked, station: station), as: (UUID.self, String?.self, [UInt8]?.self))
        for subject in asked { entries[ResidentID(rawValue: subject)] = .missing }
        for (subject, kekID, wrapped) in rows {
            guard let kekID, let wrapped else {
                entries[ResidentID(rawValue: subject)] = .destroyed
                continue
            }
            let kek = try ring.key(.encryption, id: kekID)
            entries[ResidentID(rawValue: subject)] = .usable(
                WrappedKey.cipher(wrapped, of: subject, station: station, under: kek))
        }
    }

    /// Whether a subject that was looked up has been erased.
    public func isDestroyed(_ subject: ResidentID) -> Bool {
        if case .destroyed = entries[subject] { true } else { false }
    }

    /// What opens and seals a subject's values; nil when there is no key.
    public func cipher(of subject: ResidentID) -> FieldCipher? {
        if case .usable(let cipher) = entries[subject] { return cipher }
        return ring == nil ? .unsealed : nil
    }

    /// The same, making a key for a subject that has none; nil when it was destroyed. ``insertion(at:)`` stores it.
    ///
    /// - Throws: ``SubjectKeyError/notLookedUp`` when nobody has looked yet; ``KeyRingError``.
    public mutating func cipher(making subject: ResidentID) throws -> FieldCipher? {
        guard let ring else { return .unsealed }
        switch entries[subject] {
        case .usable(let cipher): return cipher
        case .destroyed: return nil
        case nil: throw SubjectKeyError.notLookedUp
        case .missing: break
        }
        let kek = try wrapping ?? ring.current(.encryption)
        wrapping = kek
        let key = SymmetricKey(size: .bits256)
        let wrapped = try WrappedKey.seal(key, of: subject.rawValue, station: station, under: kek)
        new.append(New(subject: subject.rawValue, wrapped: wrapped))
        let cipher = FieldCipher(key: key)
        entries[subject] = .usable(cipher)
        return cipher
    }

    /// Stores the keys that were made since it was asked for last, in one statement; nil when there are none.
    ///
    /// The caller holds the lock on the station's chains, so nobody makes keys for the same subjects meanwhile.
    public mutating func insertion(at now: Date) -> Query? {
        guard let kek = wrapping, !new.isEmpty else { return nil }
        defer { new = [] }
        return SubjectKeyQueries.insert(
            subjects: new.map(\.subject), wrapped: new.map(\.wrapped), station: station, kekID: kek.id, at: now)
    }
}
