import Foundation
public import HubModel
import HubRuntime
import Postgres
import Protection

extension TestDatabase {
    /// The open list to be looked at, opened: station, fact, level, reasons, instrument, scored.
    public func openAttention() async throws -> [String] {
        try await hub.withTransaction(as: .district, readOnly: true) { [keys] connection in
            var lines: [String] = []
            for (station, fact, subject, level, detail, scored) in try await connection.rows(
                "SELECT station_id, fact_id, subject, level, detail, scored FROM attention WHERE withdrawn_at IS NULL",
                as: (String.self, UUID.self, UUID.self, String.self, [UInt8].self, Bool.self))
            {
                guard let station = StationCode(rawValue: station) else { continue }
                var subjectKeys = SubjectKeys(keys, of: station)
                try await subjectKeys.load([ResidentID(rawValue: subject)], on: connection)
                let place = FieldPlace(
                    table: "attention", column: "detail", key: .text(station.rawValue), .id(fact))
                let opened = try subjectKeys.cipher(of: ResidentID(rawValue: subject))?.open(detail, at: place) ?? []
                lines.append(
                    "\(station)|\(fact)|\(level)|\(String(decoding: opened, as: UTF8.self))|\(scored ? "t" : "f")")
            }
            return lines.sorted()
        }
    }

    /// Salt and data of a stored fact as the station sent them, opened; nil when there are none or they can't be opened.
    public func storedData(of station: StationCode, seq: Int64, epoch: Int = 1) async throws -> [UInt8]? {
        try await hub.withTransaction(as: .station(station), readOnly: true) { [keys] connection in
            let row = try await connection.first(
                """
                SELECT salt, data, sealed_for FROM fact
                WHERE station_id = \(station.rawValue) AND epoch = \(Int32(epoch)) AND seq = \(seq)
                """, as: ([UInt8]?.self, [UInt8]?.self, UUID?.self))
            guard let row, let data = row.1 else { return nil }
            guard let subject = row.2 else { return (row.0 ?? []) + data }
            var subjectKeys = SubjectKeys(keys, of: station)
            try await subjectKeys.load([ResidentID(rawValue: subject)], on: connection)
            let place = FieldPlace(
                table: "fact", column: "data", key: .text(station.rawValue), .text("station"), .number(Int64(epoch)),
                .number(seq))
            return try subjectKeys.cipher(of: ResidentID(rawValue: subject))?.open(data, at: place)
        }
    }
}
