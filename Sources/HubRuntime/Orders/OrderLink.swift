public import Foundation
public import HubModel
import Postgres
import Protection
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
