public import Foundation
import Funding
public import Protection

/// Tries again to reserve for orders without a budget because somebody asks for it, such as after a budget was given.
public struct RetryFunding: Sendable {
    /// What it came to.
    public struct Outcome: Hashable, Sendable {
        public var tried: Int
        /// How many of them have a budget now.
        public var funded: Int
    }

    /// Orders at most; one try more for those behind them.
    public static let limit = 1000

    private let desk: FundingDesk

    public init(_ desk: FundingDesk) {
        self.desk = desk
    }

    /// - Throws: `PostgresError`.
    public func callAsFunction(
        by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> Outcome {
        let context = desk.context
        return try await desk.change(by: acting, asDistrict: true) { outcome in
            [
                .funding(
                    .unfundedRetried, .init(.inbox), by: acting, source: source,
                    details: [.rows: "\(outcome.tried)"], at: now)
            ]
        } _: { connection in
            let before = try await ReadFundingInbox()(limit: 0, on: connection).unfundedCount
            let tried = try await RetryUnfunded(context: context, at: now)(limit: Self.limit, on: connection).count
            let after = try await ReadFundingInbox()(limit: 0, on: connection).unfundedCount
            return Outcome(tried: tried, funded: before - after)
        }
    }
}

extension AuditEvent {
    /// Something that was done with the district's money, told in the bureau's chain.
    public static func funding(
        _ deed: AuditDeed, _ entity: Entity, by acting: Principal.Acting, source: String?, reason: String? = nil,
        details: [AuditDetail: String] = [:], at now: Date
    ) -> AuditEvent {
        AuditEvent(
            .change, .update, deed, in: .bureau, by: .person(acting), on: entity, source: source, reason: reason,
            details: details, at: now)
    }
}
