import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

/// What facts say of residents' records, on its way into the tables.
struct ResidentChanges {
    private struct Change {
        var resident: ResidentID
        var occurredAt: Date
        /// Nil takes back what the fact said.
        var reading: ResidentReading?
    }

    /// By the place of the fact: ids are the station's own and may repeat.
    private var changes: [ChainPlace: Change] = [:]
    private var corrected: [ChainPlace: ResidentID] = [:]

    mutating func add(_ place: ChainPlace, of resident: ResidentID?, at time: Date, _ reading: ResidentReading) {
        guard let resident else { return }
        changes[place] = Change(resident: resident, occurredAt: time, reading: reading)
    }

    /// Puts what a fact says after a correction in the place of what it said before.
    mutating func correct(_ fact: CorrectedFact, at place: ChainPlace) {
        guard FactKind(rawValue: fact.kind)?.isAboutRecord == true, let resident = fact.subject else { return }
        changes[place] = Change(resident: resident, occurredAt: fact.occurredAt, reading: fact.meaning?.resident)
        corrected[place] = resident
    }

    /// The statements that store the changes, each value sealed for its row. What is said of erased persons is left out.
    ///
    /// - Throws: `SubjectKeyError`.
    func statements(of station: StationCode, keys: SubjectKeys) throws -> [Query] {
        var registrations: [SealedRegistration] = []
        var consents: [SealedConsent] = []
        var nonces = NonceSupply(2 * changes.count)
        for (place, change) in changes {
            guard let reading = change.reading, let cipher = try keys.cipher(of: change.resident)?.unwrapped()
            else { continue }
            let (resident, time) = (change.resident, change.occurredAt)
            func seal(_ consent: Consent, _ decision: ConsentDecision, item: Int) throws {
                let field = FieldPlace.consent(place, item: item, of: resident, station: station)
                consents.append(
                    SealedConsent(
                        place: place, item: item, resident: resident, occurredAt: time, decision: decision,
                        detail: try cipher.seal(SealedJSON.encoded(consent), at: field, nonces: &nonces)))
            }
            switch reading {
            case .registered(let profile, let given):
                let field = FieldPlace.profile(place, of: resident, station: station)
                registrations.append(
                    SealedRegistration(
                        place: place, resident: resident, occurredAt: time,
                        profile: try cipher.seal(SealedJSON.encoded(profile), at: field, nonces: &nonces)))
                for (item, consent) in given.enumerated() { try seal(consent, .given, item: item) }
            case .decided(let decision, let consent): try seal(consent, decision, item: 0)
            }
        }
        var statements: [Query] = []
        if !corrected.isEmpty {
            statements += ResidentQueries.withdraw(corrected.map { (place: $0.key, resident: $0.value) }, of: station)
        }
        if !registrations.isEmpty { statements.append(ResidentQueries.store(registrations, of: station)) }
        if !consents.isEmpty { statements.append(ResidentQueries.store(consents, of: station)) }
        return statements
    }
}

extension FactKind {
    /// Whether facts of the kind say something of a resident's record itself.
    var isAboutRecord: Bool {
        switch self {
        case .residentRegistered, .consentGiven, .consentWithdrawn: true
        default: false
        }
    }
}

extension ChainPlace {
    init(_ place: FactPlace) { self.init(epoch: place.epoch, seq: place.seq) }
}
