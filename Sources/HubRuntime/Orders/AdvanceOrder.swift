import DistrictConfig
public import Foundation
import HubModel
public import Postgres
public import Protection
import Services

/// Takes an order a step further for the people of its station: accepted, delivered, cancelled [RES-5].
public struct AdvanceOrder: Sendable {
    /// What a station's people do.
    public enum Step: Equatable, Sendable {
        /// Who takes the order: `station`, or `department:<code>` of a department of the district.
        case accept(performer: String)
        /// What was done, or the number of a paper that shows it.
        case deliver(evidence: String)
        case cancel(reason: String)
    }

    private let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// - Parameter besides: what is done in the same transaction.
    /// - Throws: ``OrderError``; what ``RecordHubFacts`` and `besides` throw.
    public func callAsFunction(
        _ step: Step, _ order: String, by acting: Principal.Acting, source: String?, at now: Date,
        besides: @escaping @Sendable (isolated Connection) async throws -> Void = { _ in }
    ) async throws {
        let station = try OrderDesk.station(of: acting)
        let kind: OrderStepKind
        var performer, evidence, reason: String?
        switch step {
        case .accept(let asked):
            guard isPerformer(asked) else { throw OrderError.invalidPerformer }
            (kind, performer) = (.accepted, asked)
        case .deliver(let text):
            guard let words = orderWords(text) else { throw OrderError.missingEvidence }
            (kind, evidence) = (.delivered, words)
        case .cancel(let text):
            guard let words = orderWords(text) else { throw OrderError.missingReason }
            (kind, reason) = (.cancelled, words)
        }
        let taker = performer
        try await desk.take(
            kind, order, at: station, as: .station(station), actor: "staff:\(acting.account.lowercased)",
            event: .order(kind.deed, order, at: station, by: .person(acting), source: source, at: now), at: now,
            evidence: evidence, reason: reason
        ) { line, connection in
            if let taker { line.performer = taker }
            try await besides(connection)
        }
    }

    private func isPerformer(_ text: String) -> Bool {
        text == "station"
            || desk.configuration.current.district.departments.contains { text == "department:\($0.code)" }
    }
}
