import Protection

extension FundingDesk {
    /// What it came to that somebody asked to reserve again.
    public struct Retried: Hashable, Sendable {
        public var tried: Int
        /// How many of them have a budget now.
        public var funded: Int
    }

    /// Orders at most; one try more for those behind them.
    static let retryLimit = 1000

    /// Tries again to reserve for orders without a budget because somebody asks for it, such as after a budget was given.
    ///
    /// - Throws: `PostgresError`.
    public func retryUnfunded(by author: FundingAuthor) async throws -> Retried {
        let context = context
        return try await change(by: author, asDistrict: true) { connection in
            let before = try await ReadFundingInbox()(limit: 0, on: connection).unfundedCount
            let tried = try await RetryUnfunded(context: context, at: author.now)(
                limit: Self.retryLimit, on: connection
            ).count
            let after = try await ReadFundingInbox()(limit: 0, on: connection).unfundedCount
            try await author.record(.unfundedRetried, .init(.inbox), details: [.rows: "\(tried)"], on: connection)
            return Retried(tried: tried, funded: before - after)
        }
    }
}
