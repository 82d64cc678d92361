public import Foundation
public import HubModel
import Postgres
public import Protection
public import Services

/// A resident's link or code as whoever presents it finds it.
public struct OrderLink: Sendable {
    public let id: UUID
    public let station: StationCode
    public let purpose: OrderLinkPurpose
    public let order: String?
    public let resident: ResidentID?
    /// Whether a code was typed instead of following a link.
    public let isCode: Bool
    private let digest: [UInt8]

    /// The row of ``OrderQueries/presentedLink()``.
    ///
    /// - Throws: ``OrderLinkError`` when it is of no use any more.
    init(_ row: Row, isCode: Bool, at now: Date) throws {
        let (digest, id, station, purpose, order, resident, expiresAt, usedAt, voidedAt) = try row.decode(
            [UInt8].self, UUID.self, String.self, String.self, String?.self, UUID?.self, Date.self, Date?.self,
            Date?.self)
        guard let code = StationCode(rawValue: station), let purpose = OrderLinkPurpose(rawValue: purpose) else {
            throw OrderLinkError.unknown
        }
        guard usedAt == nil else { throw OrderLinkError.used }
        guard voidedAt == nil else { throw OrderLinkError.replaced }
        guard now < expiresAt else { throw OrderLinkError.expired }
        (self.id, self.station, self.purpose, self.order, self.isCode) = (id, code, purpose, order, isCode)
        self.resident = resident.map(ResidentID.init(rawValue:))
        self.digest = digest
    }

    /// Writes the station's rows, and uses up this link and no other.
    var writing: Principal { .orderLink(digestHex: Hexadecimal.text(of: digest), writing: station) }

    /// Who a fact names as its recorder.
    var actor: String { "resident-link:\(id.lowercased)" }

    /// Uses it up in the transaction of what it is used for.
    ///
    /// - Throws: ``OrderLinkError/used`` when somebody was faster, or its time ended meanwhile.
    func use(
        _ outcome: OrderLinkOutcome, order: String, at now: Date, on connection: isolated Connection
    ) async throws {
        let used = try await connection.first(
            OrderQueries.use(outcome: outcome, order: order, at: now), as: UUID.self)
        guard used == id else { throw OrderLinkError.used }
    }
}

/// Finds the link that somebody presents, by its token or by a code. Looking changes nothing but the tries of a code.
public struct FindOrderLink: Sendable {
    private let database: HubDatabase
    private let keys: KeyRing

    public init(database: HubDatabase, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// - Throws: ``OrderLinkError``; `PostgresError`.
    public func callAsFunction(_ token: OrderToken, at now: Date) async throws -> OrderLink {
        try await find(token.digest, isCode: false, at: now)
    }

    /// - Parameters:
    ///   - code: six digits, as read out.
    /// - Throws: ``OrderLinkError/wrongCode`` also when there is no such order: nobody learns which orders there are.
    public func callAsFunction(
        code: String, of order: String, at station: StationCode, at now: Date
    ) async throws -> OrderLink {
        let digits = code.filter(\.isNumber)
        let entries = OrderCode.index(keys).entries(for: OrderCode.value(digits, of: order, at: station))
        let tried = try await database.withTransaction(
            as: .orderCode(order: order, station: station), role: .ingest
        ) { connection in
            try await connection.rows(
                OrderQueries.tryCode(at: now), as: ([UInt8].self, [UInt8].self, String.self))
        }
        let match = tried.first { _, digest, key in entries.contains { $0.keyID == key && $0.digest == digest } }
        guard let match else { throw OrderLinkError.wrongCode }
        return try await find(match.0, isCode: true, at: now)
    }

    private func find(_ digest: [UInt8], isCode: Bool, at now: Date) async throws -> OrderLink {
        let principal = Principal.orderLink(digestHex: Hexadecimal.text(of: digest), writing: nil)
        let row = try await database.withTransaction(as: principal, role: .ingest, readOnly: true) { connection in
            try await connection.first(OrderQueries.presentedLink())
        }
        guard let row else { throw OrderLinkError.unknown }
        return try OrderLink(row, isCode: isCode, at: now)
    }
}

/// The six digits that stand for a link at the counter.
enum OrderCode {
    static func index(_ keys: KeyRing) -> BlindIndex { BlindIndex(keys, label: "order.code") }

    /// The order is part of what is hashed, so that equal codes of two orders look different.
    static func value(_ digits: String, of order: String, at station: StationCode) -> String {
        "\(station)/\(order)/\(digits)"
    }

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<6).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    }
}
