import Federation
import HubModel
import Postgres
import Protection

/// Tells whoever listens, in all processes of the hub, that there is news of a station.
///
/// After the commit: a notification inside the transaction would make all commits of the server wait for each other. One
/// that is lost costs listeners a few seconds.
struct AnnounceNews {
    let database: HubDatabase

    func callAsFunction(_ station: StationCode) async {
        _ = try? await database.withTransaction(as: .station(station), role: .ingest) { connection in
            _ = try await connection.first(EffectQueries.announce(station))
        }
    }
}
