import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

extension FieldPlace {
    /// Salt and data of a fact.
    static func data(of place: FactPlace, station: StationCode) -> FieldPlace {
        FieldPlace(
            table: "fact", column: "data", key: .text(station.rawValue), .text(place.origin.rawValue),
            .number(Int64(place.epoch)), .number(place.seq))
    }

    /// Reasons and instrument of a screening on the list to be looked at.
    static func attention(_ fact: FactID, station: StationCode) -> FieldPlace {
        FieldPlace(table: "attention", column: "detail", key: .text(station.rawValue), .id(fact.rawValue))
    }
}

extension FieldPlace {
    /// What is sealed of a registered resident.
    static func profile(_ place: ChainPlace, of resident: ResidentID, station: StationCode) -> FieldPlace {
        FieldPlace(
            table: "resident", column: "profile", key: .text(station.rawValue), .id(resident.rawValue),
            .number(Int64(place.epoch)), .number(place.seq))
    }

    /// Purpose and text of a resident's decision.
    static func consent(
        _ place: ChainPlace, item: Int, of resident: ResidentID, station: StationCode
    ) -> FieldPlace {
        FieldPlace(
            table: "consent", column: "detail", key: .text(station.rawValue), .id(resident.rawValue),
            .number(Int64(place.epoch)), .number(place.seq), .number(Int64(item)))
    }
}

extension SubjectKeys {
    static let saltBytes = 16

    /// The plain data of a stored fact; nil when it was erased.
    ///
    /// - Throws: `SealBroken`; `KeyRingError`; `SubjectKeyError`; `PostgresError`.
    mutating func data(
        of place: FactPlace, station: StationCode, stored data: [UInt8]?, sealedFor subject: UUID?,
        on connection: isolated Connection
    ) async throws -> [UInt8]? {
        guard let subject, let data else { return data }
        let owner = ResidentID(rawValue: subject)
        try await load([owner], on: connection)
        guard let cipher = cipher(of: owner) else { return nil }
        return Array(try cipher.open(data, at: .data(of: place, station: station)).dropFirst(Self.saltBytes))
    }
}
