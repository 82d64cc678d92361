import FactLog
import Federation
import Foundation
import HubModel
import Indicators
import Postgres
import Services

/// What the new facts of a batch change beside the chain: roll-ups, persons, orders, the queue of effects.
struct BatchEffects {
    let batch: FactBatch
    let readings: FactReadings
    let rules: FactRules
    let receivedAt: Date
    private(set) var quarantined: [BatchReceipt.Quarantined] = []
    private var projection = FactProjection()
    private var corrections: [(corrected: FactPlace, by: FactPlace)] = []
    private var effects: [FactID: AttentionEffect] = [:]

    init(batch: FactBatch, readings: FactReadings, rules: FactRules, receivedAt: Date) {
        self.batch = batch
        self.readings = readings
        self.rules = rules
        self.receivedAt = receivedAt
    }

    /// Reads the facts behind the duplicates in the order of the chain.
    mutating func read(after duplicates: Int, on connection: isolated Connection) async throws {
        var corrector = CorrectFacts(rules: rules, batch: batch, readings: readings)
        for (line, reading) in zip(batch.lines.dropFirst(duplicates), readings.readings) {
            switch reading {
            case .meaning(let meaning):
                projection.add(meaning)
                if let attention = meaning.attention {
                    effects[line.header.id] = AttentionEffect(
                        subject: line.header.subject, occurredAt: line.header.occurredAt, reading: attention)
                }
            case .invalid(let code, let detail):
                quarantine(line, code, detail)
            case .correction(let correction):
                do {
                    let fact = try await corrector.apply(
                        correction, of: line, duplicates: duplicates, to: &projection, on: connection)
                    effects[fact.id] = AttentionEffect(
                        subject: fact.subject, occurredAt: fact.occurredAt, reading: fact.meaning?.attention)
                } catch let invalid as InvalidFact {
                    quarantine(line, invalid.code.rawValue, invalid.detail)
                }
            }
        }
        corrections = corrector.corrections
    }

    private mutating func quarantine(_ line: FactLine, _ code: String, _ detail: String) {
        quarantined.append(BatchReceipt.Quarantined(seq: line.header.seq, code: code, detail: detail))
    }

    /// The statements that make the changes, after what is stored was read.
    func statements(on connection: isolated Connection) async throws -> [Query] {
        let station = batch.description.station
        let outcome = try await outcome(on: connection)
        var statements: [Query] = []
        let deltas = outcome.deltas.ordered
        if !deltas.isEmpty { statements.append(RollupQueries.add(deltas, for: station)) }
        let persons = outcome.persons.changedRows
        if !persons.new.isEmpty { statements.append(RollupQueries.insert(persons.new, for: station)) }
        if !persons.stored.isEmpty { statements.append(RollupQueries.store(persons.stored, for: station)) }
        let orders = outcome.orders.changes
        if !orders.isEmpty { statements.append(ServiceQueries.store(orders, of: station)) }
        for correction in corrections {
            statements.append(
                FederationQueries.storeCorrection(of: correction.corrected, by: correction.by, station: station))
        }
        if !effects.isEmpty {
            let queued = try effects.map { fact, effect in
                QueuedEffect(fact: fact, effect: AttentionEffect.name, content: try JSONB(encoding: effect))
            }
            statements.append(EffectQueries.queue(queued, of: station, at: receivedAt))
        }
        return statements
    }

    private func outcome(on connection: isolated Connection) async throws -> FactProjection.Outcome {
        let station = batch.description.station
        let (persons, orders) = (projection.persons, projection.orders)
        var queries: [Query] = []
        if !persons.isEmpty { queries.append(RollupQueries.personDays(of: persons, for: station)) }
        if !orders.isEmpty { queries.append(ServiceQueries.orders(orders, of: station)) }
        guard !queries.isEmpty else { return projection.outcome(personDays: [:], standings: [:]) }
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
        return projection.outcome(personDays: personDays, standings: standings)
    }
}

/// The effect that puts a screening on the list to be looked at on the same day, or takes it off after a correction.
struct AttentionEffect: Codable {
    static let name = "attention"

    var subject: ResidentID?
    var occurredAt: Date
    /// Nil takes the screening off the list.
    var reading: AttentionReading?
}
