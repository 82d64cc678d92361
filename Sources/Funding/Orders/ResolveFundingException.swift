public import Foundation
public import HubModel
public import Postgres
import Protection

/// Settles a step of an order that no money follows: somebody looked at it and says what was done about it.
public struct ResolveFundingException: Sendable {
    /// A rule that is violated.
    public enum Refusal: FundingRefusal, Hashable {
        /// Nothing, or more than 500 characters.
        case noteMissing
        /// Somebody settled it meanwhile, or there is none.
        case notOpen

        /// What went wrong and what to do next.
        public var words: LocalizedText {
            switch self {
            case .noteMissing:
                LocalizedText(zh: "请写明处理结果，1 至 500 字", en: "say what was done about it, in 1 to 500 characters")
            case .notOpen:
                LocalizedText(zh: "这条异常已有人处理，请刷新查看", en: "somebody settled this one already; reload the page")
            }
        }
    }

    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - fact: of the step; those alike of the same order are settled with it.
    ///   - note: what was done, for whoever asks later.
    ///   - account: who settles it.
    ///   - connection: in a transaction of that person.
    /// - Returns: the order.
    /// - Throws: ``Refusal``; `PostgresError`.
    @discardableResult
    public func callAsFunction(
        _ fact: FactID, of station: StationCode, note: String, by account: UUID, on connection: isolated Connection
    ) async throws -> OrderKey {
        let note = note.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...500).contains(note.unicodeScalars.count) else { throw Refusal.noteMissing }
        let settled = try await connection.rows(
            FundingInboxQueries.resolve(fact, of: station, note: note, by: account, at: now), as: String.self)
        guard let order = settled.first else { throw Refusal.notOpen }
        return OrderKey(station: station, order: order)
    }
}

extension FundingDesk {
    /// Settles a step of an order that no money follows, with an entry in the audit trail.
    ///
    /// - Throws: what ``ResolveFundingException`` throws.
    public func resolve(
        _ fact: FactID, of station: StationCode, note: String, by author: FundingAuthor
    ) async throws {
        try await change(by: author) { connection in
            let order = try await ResolveFundingException(at: author.now)(
                fact, of: station, note: note, by: author.account, on: connection)
            try await author.record(
                .fundingExceptionResolved, .init(.fundingException, order.order), reason: note,
                details: [.stations: station.rawValue], on: connection)
        }
    }
}
