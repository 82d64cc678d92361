import FactLog
import HubModel
import HubStore

/// Stations that send at once to the hub's own program; each waits for its answer before it sends the next batch.
struct EndToEndIngest {
    enum Failure: Error {
        case stored(Int, expected: Int)
    }

    let facts: Int
    private let database: BenchDatabase
    private let hub: HubProcess
    private let stations: [(sender: Sender, key: StationPrivateKey)]

    /// Starts the hub and enrols the stations.
    static func start(
        _ senders: [Sender], database: BenchDatabase, config: String, plugins: String
    ) async throws -> EndToEndIngest {
        let hub = try await HubProcess.start(
            databaseURL: database.url, keys: database.keysFile, config: config, plugins: plugins,
            log: database.cluster.configuration.folder + "/hub.log")
        do {
            var stations: [(sender: Sender, key: StationPrivateKey)] = []
            for sender in senders { stations.append((sender, try await database.enrol(sender.station))) }
            return EndToEndIngest(
                facts: senders.reduce(0) { $0 + $1.batches.count } * StationWorkload.factsPerBatch,
                database: database, hub: hub, stations: stations)
        } catch {
            try await hub.stop()
            throw error
        }
    }

    func stop() async throws { try await hub.stop() }

    /// Facts a second on empty tables, from the clients' requests to the acknowledgements.
    func round() async throws -> Double {
        try await database.reset()
        let speed = try await factsPerSecond(facts) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (sender, key) in stations {
                    group.addTask { try await hub.send(sender.batches, signedBy: key) }
                }
                try await group.waitForAll()
            }
        }
        let stored = try await database.storedFacts()
        guard stored == facts else { throw Failure.stored(stored, expected: facts) }
        return speed
    }
}
