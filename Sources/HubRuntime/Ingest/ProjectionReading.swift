import Foundation
import HubModel
import Indicators
import Postgres
import Services

extension FactProjection {
    /// What changes, after what is stored of the persons, orders and enrolments was read.
    func outcome(of station: StationCode, on connection: isolated Connection) async throws -> Outcome {
        let (persons, orders, enrolments) = (persons, orders, enrolments)
        var queries: [Query] = []
        if !persons.isEmpty { queries.append(RollupQueries.personDays(of: persons, for: station)) }
        if !orders.isEmpty { queries.append(ServiceQueries.orders(orders, of: station)) }
        if !enrolments.isEmpty { queries.append(EnrolmentQueries.enrolments(enrolments, of: station)) }
        guard !queries.isEmpty else { return outcome(from: Stored()) }
        var results = try await connection.pipeline(queries)[...]
        var stored = Stored()
        if !persons.isEmpty { stored.personDays = try Self.personDays(results.removeFirst().rows) }
        if !orders.isEmpty {
            for row in results.removeFirst().rows {
                let (order, steps) = try row.decode(String.self, [String].self)
                stored.orders[order] = OrderStanding(stored: steps)
            }
        }
        if !enrolments.isEmpty {
            for row in results.removeFirst().rows {
                let (enrolment, steps) = try row.decode(String.self, [String].self)
                stored.enrolments[enrolment] = EnrolmentStanding(stored: steps)
            }
        }
        return outcome(from: stored)
    }

    private static func personDays(_ rows: [Row]) throws -> [PersonKey: PersonDays.Sightings] {
        var personDays: [PersonKey: PersonDays.Sightings] = [:]
        for row in rows {
            let (activity, subject, day, sightings) = try row.decode(
                String.self, UUID.self, CalendarDate.self, Int32.self)
            guard let activity = PersonActivity(rawValue: activity) else { continue }
            let person = PersonKey(activity: activity, subject: ResidentID(rawValue: subject))
            personDays[person, default: [:]][CivilDate(day)] = Int(sightings)
        }
        return personDays
    }
}
