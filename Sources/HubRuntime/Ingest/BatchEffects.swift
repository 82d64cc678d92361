import FactLog
import Federation
import Foundation
import HubModel
import Indicators
import Postgres
import Protection
import Services

/// What the new facts of a batch change beside the chain: roll-ups, persons, orders, the queue of effects.
struct BatchEffects {
    let batch: FactBatch
    let readings: FactReadings
    let sealing: FactSealing
    let rules: FactRules
    let receivedAt: Date
    private(set) var quarantined: [BatchReceipt.Quarantined] = []
    private var projection = FactProjection()
    private var corrections: [(corrected: FactPlace, by: FactPlace)] = []
    private var effects: [FactID: Screening] = [:]
    private var orderMoney = QueuedOrderSteps()
    private var residents = ResidentChanges()

    /// What the list to be looked at must hear of.
    private struct Screening {
        var subject: ResidentID?
        var occurredAt: Date
        var reading: AttentionReading?
    }

    init(batch: FactBatch, readings: FactReadings, sealing: FactSealing, rules: FactRules, receivedAt: Date) {
        self.batch = batch
        self.readings = readings
        self.sealing = sealing
        self.rules = rules
        self.receivedAt = receivedAt
    }

    /// Reads the facts behind the duplicates in the order of the chain. Those about erased persons count for nothing.
    mutating func read(after duplicates: Int, on connection: isolated Connection) async throws {
        var corrector = CorrectFacts(rules: rules, batch: batch, readings: readings, keys: sealing.keys)
        for (line, reading) in zip(batch.lines.dropFirst(duplicates), readings.readings)
        where !sealing.erased.contains(line.header.seq) {
            switch reading {
            case .meaning(let meaning):
                projection.add(meaning)
                if let attention = meaning.attention {
                    effects[line.header.id] = Screening(
                        subject: line.header.subject, occurredAt: line.header.occurredAt, reading: attention)
                }
                orderMoney.add(meaning, of: line.header)
                if let resident = meaning.resident {
                    residents.add(
                        ChainPlace(epoch: line.header.epoch, seq: line.header.seq), of: line.header.subject,
                        at: line.header.occurredAt, resident)
                }
            case .invalid(let code, let detail):
                quarantine(line, code, detail)
            case .correction(let correction):
                do {
                    let fact = try await corrector.apply(
                        correction, of: line, duplicates: duplicates, to: &projection, on: connection)
                    effects[fact.id] = Screening(
                        subject: fact.subject, occurredAt: fact.occurredAt, reading: fact.meaning?.attention)
                    orderMoney.correct(fact, by: line.header)
                    residents.correct(fact, at: ChainPlace(epoch: correction.epoch, seq: correction.seq))
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
        let outcome = try await projection.outcome(of: station, on: connection)
        var statements: [Query] = []
        let deltas = outcome.deltas.ordered
        if !deltas.isEmpty { statements.append(RollupQueries.add(deltas, for: station)) }
        let persons = outcome.persons.changedRows
        if !persons.new.isEmpty { statements.append(RollupQueries.insert(persons.new, for: station)) }
        if !persons.stored.isEmpty { statements.append(RollupQueries.store(persons.stored, for: station)) }
        let orders = outcome.orders.changes
        if !orders.isEmpty { statements.append(ServiceQueries.store(orders, of: station)) }
        let enrolments = outcome.enrolments.changes
        if !enrolments.isEmpty { statements.append(EnrolmentQueries.store(enrolments, of: station)) }
        for correction in corrections {
            statements.append(
                FederationQueries.storeCorrection(of: correction.corrected, by: correction.by, station: station))
        }
        statements += try residents.statements(of: station, keys: sealing.keys)
        if !effects.isEmpty {
            let queued = try effects.map { fact, screening in
                QueuedEffect(
                    fact: fact, effect: AttentionEffect.name, content: try JSONB(encoding: effect(screening, fact)))
            }
            statements.append(EffectQueries.queue(queued, of: station, at: receivedAt))
        }
        if let queued = try orderMoney.queued(of: station, at: receivedAt) { statements.append(queued) }
        return statements
    }

    /// Reasons and instrument go sealed into the queue, already for the row of the list that they end up in.
    private func effect(_ screening: Screening, _ fact: FactID) throws -> AttentionEffect {
        guard let reading = screening.reading, let subject = screening.subject,
            let cipher = sealing.keys.cipher(of: subject)
        else { return AttentionEffect(entry: nil) }
        let place = FieldPlace.attention(fact, station: batch.description.station)
        return AttentionEffect(
            entry: AttentionEntry(
                subject: subject, occurredAt: screening.occurredAt, level: reading.level, scored: reading.scored,
                detail: Data(try cipher.seal(AttentionDetail(reading).encoded(), at: place))))
    }
}
