public import Foundation
public import HubModel
import Postgres
public import Protection
import Services

/// Makes the one-time link or code with which a resident orders one thing, or says whether a service was received.
public struct MakeOrderLink: Sendable {
    /// What is told once and not stored.
    public enum Made: Sendable {
        case link(OrderToken, expiresAt: Date)
        case code(String, expiresAt: Date)
    }

    /// A week: a link is sent home.
    public static let linkSeconds = 7 * 86_400.0
    /// Half an hour: a code is read out while the resident is there.
    public static let codeSeconds = 1_800.0

    private let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// A link to order one thing from the station's catalogue.
    ///
    /// - Throws: ``OrderError``; `PostgresError`.
    public func placing(
        for resident: ResidentID?, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> Made {
        let station = try OrderDesk.station(of: acting)
        let token = OrderToken()
        let link = NewOrderLink(
            id: UUID(version7At: now), tokenDigest: token.digest, station: station, purpose: .place, order: nil,
            resident: resident, createdAt: now, createdBy: acting.account,
            expiresAt: now.addingTimeInterval(Self.linkSeconds))
        try await store(link, by: acting, source: source, at: now)
        return .link(token, expiresAt: link.expiresAt)
    }

    /// A link or code to verify a delivered order; those that the order had before are void.
    ///
    /// - Throws: ``OrderError``; `KeyRingError`; `PostgresError`.
    public func verifying(
        _ order: String, asCode: Bool, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> Made {
        let station = try OrderDesk.station(of: acting)
        let (token, code) = (OrderToken(), OrderCode.random())
        var link = NewOrderLink(
            id: UUID(version7At: now), tokenDigest: token.digest, station: station, purpose: .verify, order: order,
            resident: nil, createdAt: now, createdBy: acting.account,
            expiresAt: now.addingTimeInterval(asCode ? Self.codeSeconds : Self.linkSeconds))
        if asCode {
            let entry = try OrderCode.index(desk.keys).entry(for: OrderCode.value(code, of: order, at: station))
            (link.codeDigest, link.codeKeyID) = (entry.digest, entry.keyID)
        }
        try await store(link, by: acting, source: source, at: now)
        return asCode ? .code(code, expiresAt: link.expiresAt) : .link(token, expiresAt: link.expiresAt)
    }

    private func store(
        _ link: NewOrderLink, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws {
        try await desk.database.withTransaction(as: .person(acting)) { connection in
            if let order = link.order {
                let row = try await connection.first(
                    ServiceQueries.orders([order], of: link.station), as: (String.self, [String].self))
                guard let row else { throw OrderError.unknownOrder }
                try OrderRules.check(.verified, after: OrderStanding(stored: row.1))
                try await connection.execute(OrderQueries.voidLinks(of: order, at: link.station, now: now))
            }
            try await connection.execute(OrderQueries.insert(link))
            try await connection.execute(
                AuditQueries.append(
                    .order(.orderLinkMade, link.order, at: link.station, by: .person(acting), source: source, at: now)))
        }
    }
}
