import DistrictConfig
import Federation
import Foundation
import HubModel
import HubRuntime
import Services

/// A station and the batches it sends.
struct Sender {
    enum Failure: Error {
        case notEnoughStations
    }

    var station: StationCode
    var batches: [StationWorkload.Batch]
    /// The same facts cut elsewhere.
    var shifted: [StationWorkload.Batch]

    /// The first stations of a district, each with batches of its own.
    static func all(in configuration: DistrictConfiguration, stations: Int, batches: Int) throws -> [Sender] {
        guard configuration.stations.count >= stations else { throw Failure.notEnoughStations }
        return try configuration.stations.prefix(stations).enumerated().map { number, station in
            var workload = StationWorkload(station: station.code, seed: UInt64(number + 1))
            let batches = try workload.batches(batches)
            return Sender(station: station.code, batches: batches, shifted: workload.shiftedBatches())
        }
    }
}

extension StationWorkload.Batch {
    func read() throws -> FactBatch { try FactBatch(description: description, body: body) }
}

extension BatchSignature {
    /// Verified before a batch is taken; what is measured without HTTP begins after that.
    static let bench = BatchSignature(keyID: "bench", signedAt: Date())
}

extension IngestBatch {
    /// Takes a batch from the bytes of its request on.
    func take(_ batch: StationWorkload.Batch) async throws {
        _ = try await self(try batch.read(), digest: batch.digest, signature: .bench)
    }
}
