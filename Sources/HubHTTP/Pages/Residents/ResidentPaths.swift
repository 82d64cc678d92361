import Foundation
import HubModel
import HubRuntime
import Identity
import PageKit
import Protection

/// Where a station's residents are, and who comes there.
enum ResidentPaths {
    static let list = "/stations/{code}/residents"
    static let record = list + "/{id}"

    static func list(of station: StationCode) -> String { "/stations/\(station)/residents" }
    static func record(of resident: ResidentID, at station: StationCode) -> String {
        "\(list(of: station))/\(resident)"
    }

    static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role> = .atStation) -> HubPolicy {
        .people(roles, .station(parameter: "code"), kind)
    }
}

extension ReadResident {
    /// The record that the path names, as far as the person may see it.
    ///
    /// - Throws: `Problem.notFound`; `PostgresError`; `KeyRingError`; `SubjectKeyError`.
    func record(in context: HubContext) async throws -> ResidentRecord {
        let record = try await self(
            ResidentID(rawValue: try context.id()), of: try context.stationCode(), as: try context.person().principal)
        guard let record else { throw Problem.notFound() }
        return record
    }
}

extension ResidentID {
    /// What people tell residents apart by.
    var short: String { String(description.prefix(8)) }
}
