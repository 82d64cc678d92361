import DistrictConfig
import FactLog
public import Foundation
public import HubModel
import PluginHost
import PluginKit
import Postgres
public import Protection
public import Services

/// Places a service order 点单 for something that the station offers at the moment, at the offer's price [RES-5].
public struct PlaceOrder: Sendable {
    private let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// What residents of a station can order: the items of its packages that have a price of their own.
    ///
    /// - Returns: nil when no station has the code.
    public func catalogue(of station: StationCode) -> [OrderableItem]? {
        let current = desk.configuration.current
        guard let configured = current.station(station) else { return nil }
        return current.packages(of: configured).flatMap { package in
            package.items.compactMap { item in
                item.unitPrice.map {
                    OrderableItem(
                        package: package.code, packageTitle: package.title, item: item.code, title: item.title,
                        price: $0)
                }
            }
        }
    }

    /// By staff, for a resident or for somebody without a record: whoever acts for somebody else is on record [RES-19].
    ///
    /// - Parameter key: ``OrderableItem/key`` of what is ordered.
    /// - Returns: the order's number.
    /// - Throws: ``OrderError``; what ``RecordHubFacts`` throws.
    public func callAsFunction(
        _ key: String, for resident: ResidentID?, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> String {
        let station = try OrderDesk.station(of: acting)
        return try await place(
            key, for: resident, at: station, as: .station(station), actor: "staff:\(acting.account.lowercased)",
            agent: .person(acting), source: source, at: now
        ) { _, _ in }
    }

    /// By whoever holds a link, which is used up.
    ///
    /// - Throws: ``OrderLinkError``; ``OrderError``; what ``RecordHubFacts`` throws.
    public func callAsFunction(
        _ key: String, with link: OrderLink, source: String?, at now: Date
    ) async throws -> String {
        guard link.purpose == .place else { throw OrderLinkError.unknown }
        return try await place(
            key, for: link.resident, at: link.station, as: link.writing, actor: link.actor, agent: .unknown,
            source: source, at: now
        ) { order, connection in
            try await link.use(.confirmed, order: order, at: now, on: connection)
        }
    }

    private func place(
        _ key: String, for resident: ResidentID?, at station: StationCode, as principal: Principal, actor: String,
        agent: AuditEvent.Agent, source: String?, at now: Date,
        _ besides: @escaping @Sendable (String, isolated Connection) async throws -> Void
    ) async throws -> String {
        guard let item = catalogue(of: station)?.first(where: { $0.key == key }) else { throw OrderError.notOffered }
        let day = LocalDays(timeZone: desk.timeZone).day(of: now)
        let numbers = (0..<8).map { _ in Self.number(on: day) }
        let placed = PlacedNumber()
        try await desk.record(for: station, as: principal, at: now) { connection in
            let taken = Set(
                try await connection.rows(
                    ServiceQueries.orders(numbers, of: station), as: (String.self, [String].self)
                ).map(\.0))
            guard let order = numbers.first(where: { !taken.contains($0) }) else { throw OrderError.placed }
            try await besides(order, connection)
            await placed.set(order)
            let line = OrderLine(
                order: order, package: item.package, item: item.item, amountFen: item.price.fen, performer: "station")
            let fact = HubFact(
                kind: .orderPlaced, data: try FactComposer.dataBytes(encoding: OrderStep(line: line)), actor: actor,
                subject: resident)
            return ([fact], .order(.orderPlaced, order, at: station, by: agent, source: source, at: now))
        }
        return await placed.number
    }

    /// `H` for the hub, the day, and four characters that nobody takes for each other: easy to read out.
    private static func number(on day: CivilDate) -> String {
        let letters = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
        var generator = SystemRandomNumberGenerator()
        let random = (0..<4).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }
        return "H" + day.description.replacing("-", with: "").dropFirst(2) + "-" + String(random)
    }
}

/// Carries the number out of the transaction that found it free.
private actor PlacedNumber {
    private(set) var number = ""

    func set(_ number: String) { self.number = number }
}

extension UUID {
    /// As the actors of facts name accounts.
    var lowercased: String { uuidString.lowercased() }
}
