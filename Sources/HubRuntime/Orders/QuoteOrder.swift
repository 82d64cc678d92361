import DistrictConfig
public import Foundation
public import HubModel
import PluginHost
import PluginKit
import Postgres
public import Protection
import Services

/// Works out what a resident would pay, before anything is ordered.
public struct QuoteOrder: Sendable {
    private let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// For a station's people, with the doubts of the plugin of its profile; one that fails has none. That somebody looked
    /// at what a resident pays is on record.
    ///
    /// - Parameter resident: nil is somebody who is not on record.
    /// - Throws: ``OrderError/unknownOrder`` for whoever has no desk; `SealBroken`; `KeyRingError`; `SubjectKeyError`;
    ///   `PostgresError`.
    public func callAsFunction(
        for resident: ResidentID?, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> OrderQuote {
        let station = try OrderDesk.station(of: acting)
        let configuration = desk.configuration.current
        guard let resident else { return quote(.unknown, at: station, configuration, now) }
        let event = AuditEvent(
            .read, .read, in: .station(station), by: .person(acting), on: .init(.resident, resident.description),
            source: source, at: now)
        let read = desk.person(at: station)
        let person = try await desk.database.withTransaction(as: .station(station), role: .ingest) { connection in
            try await connection.execute(AuditQueries.append(event))
            return try await read(resident, at: now, on: connection)
        }
        var quote = quote(person, at: station, configuration, now)
        quote.doubts = await doubts(person, at: station, configuration)
        return quote
    }

    /// For whoever holds a link: what the resident pays that it was made for.
    ///
    /// - Throws: ``OrderLinkError``; as the other.
    public func callAsFunction(with link: OrderLink, at now: Date) async throws -> OrderQuote {
        guard link.purpose == .place else { throw OrderLinkError.unknown }
        let read = desk.person(at: link.station)
        let person = try await desk.database.withTransaction(
            as: link.writing, role: .ingest, isolation: .repeatableRead, readOnly: true
        ) { try await read(link.resident, at: now, on: $0) }
        return quote(person, at: link.station, desk.configuration.current, now)
    }

    private func quote(
        _ person: OrderingPerson, at station: StationCode, _ configuration: DistrictConfiguration, _ now: Date
    ) -> OrderQuote {
        let (offered, day) = (OfferedItem.all(in: configuration, at: station) ?? [], desk.day(of: now))
        return OrderQuote(
            items: offered.map {
                OrderQuote.Item(item: $0.item, share: person.share(of: $0, on: day, by: configuration.funding))
            })
    }

    private func doubts(
        _ person: OrderingPerson, at station: StationCode, _ configuration: DistrictConfiguration
    ) async -> [OrderQuote.Doubt] {
        guard let plugins = desk.plugins, let situation = person.situation,
            let configured = configuration.station(station), let plugin = configuration.plugin(of: configured)
        else { return [] }
        let offered = configured.effectivePackages(from: plugin)
        let requests = offered.map { CheckEligibility(package: $0.code, resident: situation, price: $0.unitPrice) }
        let decisions = try? await plugins.eligibility(requests, by: PluginKey(plugin.manifest))
        return zip(offered, decisions ?? []).compactMap { package, decision in
            guard case .success(let decision) = decision, decision.standing != .eligible else { return nil }
            return OrderQuote.Doubt(
                package: package.code, title: package.title, standing: decision.standing,
                reasons: decision.reasons.filter { $0.code != "subsidised" })
        }
    }
}
