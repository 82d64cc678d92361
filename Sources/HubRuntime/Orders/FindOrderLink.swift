public import Foundation
public import HubModel
import Postgres
public import Protection
import Services

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
