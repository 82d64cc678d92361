public import Foundation
public import Funding
public import Protection

/// Moves a budget for somebody, with the audit trail told of it once.
public struct MoveBudgetOnRecord: Sendable {
    private let desk: FundingDesk

    public init(_ desk: FundingDesk) {
        self.desk = desk
    }

    /// - Parameters:
    ///   - id: made once by the form that asks, so that sending it twice moves money once.
    ///   - line: of the move, for the audit trail.
    /// - Throws: `FundingError`; `PostgresError`.
    public func callAsFunction(
        _ move: MoveBudget.Move, of line: BudgetLine, fen: Int64, id: UUID, by acting: Principal.Acting,
        source: String?, at now: Date
    ) async throws {
        let context = desk.context
        try await desk.change(by: acting) { isNew in
            guard isNew else { return [] }
            return [
                .funding(
                    .budgetMoved, .init(.budgetLine, line.id.uuidString.lowercased()), by: acting, source: source,
                    at: now)
            ]
        } _: { connection in
            let isNew = try await !ReadFundingEvents().exists(id, on: connection)
            try await MoveBudget(context: context, at: now)(move, fen: fen, id: id, by: acting.account, on: connection)
            return isNew
        }
    }
}
