import Foundation
import HubModel
import Indicators
import Postgres
import Services

extension FactProjection {
    /// What changes, after what is stored of the persons and orders was read.
    func outcome(of station: StationCode, on connection: isolated Connection) async throws -> Outcome {
        let (persons, orders) = (persons, orders)
        var queries: [Query] = []
        if !persons.isEmpty { queries.append(RollupQueries.personDays(of: persons, for: station)) }
        if !orders.isEmpty { queries.append(ServiceQueries.orders(orders, of: station)) }
        guard !queries.isEmpty else { return outcome(personDays: [:], standings: [:]) }
        var results = try await connection.pipeline(queries)[...]
        var personDays: [PersonKey: PersonDays.Sightings] = [:]
        if !persons.isEmpty {
            for row in results.removeFirst().rows {
                let (activity, subject, day, sightings) = try row.decode(
                    String.self, UUID.self, CalendarDate.self, Int32.self)
                guard let activity = PersonActivity(rawValue: activity) else { continue }
                let person = PersonKey(activity: activity, subject: ResidentID(rawValue: subject))
                personDays[person, default: [:]][CivilDate(day)] = Int(sightings)
            }
        }
        var standings: [String: OrderStanding] = [:]
        if !orders.isEmpty {
            for row in results.removeFirst().rows {
                let (order, steps) = try row.decode(String.self, [String].self)
                standings[order] = OrderStanding(stored: steps)
            }
        }
        return outcome(personDays: personDays, standings: standings)
    }
}
