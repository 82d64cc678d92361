public import Foundation
import HubModel
import Postgres
import Protection
public import Services

/// Records what a resident says of a delivered service, by a one-time link or a code read out at the counter [RES-5].
public struct VerifyOrder: Sendable {
    private let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// Uses the link up. That nothing was received leaves the order delivered: the station clears it up and asks again.
    ///
    /// - Throws: ``OrderLinkError``; ``OrderError``; what ``RecordHubFacts`` throws.
    public func callAsFunction(
        _ outcome: OrderLinkOutcome, with link: OrderLink, source: String?, at now: Date
    ) async throws {
        guard link.purpose == .verify, let order = link.order else { throw OrderLinkError.unknown }
        switch outcome {
        case .confirmed:
            try await desk.take(
                .verified, order, at: link.station, as: link.writing, actor: link.actor,
                event: .order(.orderVerified, order, at: link.station, by: .unknown, source: source, at: now), at: now,
                evidence: link.isCode ? "one-time-code" : "one-time-link"
            ) { _, connection in
                try await link.use(.confirmed, order: order, at: now, on: connection)
            }
        case .denied:
            try await desk.record(for: link.station, as: link.writing, at: now) { connection in
                try await link.use(.denied, order: order, at: now, on: connection)
                return ([], .order(.orderDenied, order, at: link.station, by: .unknown, source: source, at: now))
            }
        }
    }
}
