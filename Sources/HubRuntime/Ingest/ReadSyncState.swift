import FactLog
public import Federation
public import HubModel
import Postgres
public import Protection

/// What the hub has of a station's chain.
public struct ReadSyncState: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// The newest epoch's watermark; the genesis stands for the last hash of an empty chain.
    public func callAsFunction(_ station: StationCode) async throws -> Watermark {
        let row = try await database.withTransaction(as: .station(station), role: .ingest, readOnly: true) {
            connection in
            try await connection.first(FederationQueries.watermark(of: station)).map { try Watermark($0) }
        }
        let genesis = FactChain.genesis(station: station, origin: .station, epoch: 1)
        return row ?? Watermark(epoch: 1, acceptedThrough: 0, lastHash: genesis)
    }
}
