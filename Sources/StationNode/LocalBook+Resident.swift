public import Foundation
import GRDB
public import HubModel
public import PluginHost

extension LocalBook {
    /// The resident with a key of the station's own, or with an id; nil when the book knows neither.
    public func resident(named text: String) async throws -> ResidentID? {
        try await pool.read { database in
            let id = try String.fetchOne(
                database, sql: "SELECT id FROM resident WHERE local_key = ? OR id = lower(?)", arguments: [text, text])
            return id.flatMap { UUID(uuidString: $0) }.map(ResidentID.init(rawValue:))
        }
    }

    /// What the facts about a resident say that count: corrected ones with their replacement, withdrawn ones not at all.
    ///
    /// - Parameter timeZone: the district's.
    /// - Throws: `UnreadableLine` when a stored line is damaged; errors of SQLite.
    public func facts(about resident: ResidentID, in timeZone: TimeZone) async throws -> ResidentFacts {
        let (own, corrections) = try await pool.read { database in
            // The book has no column for whom a fact is about. Lines are compact JSON with the subject in their header.
            let subject = Data("\"subject\":\"\(resident)\"".utf8)
            let own = try RecordedFact.all(
                where: "instr(line, ?) > 0", arguments: [subject], from: database
            ).filter { $0.header.subject == resident }
            let corrections = try RecordedFact.all(
                where: "kind = ?", arguments: [FactKind.correction.rawValue], from: database)
            return (own, corrections)
        }
        var data = Dictionary(uniqueKeysWithValues: own.map { ($0.place, $0.data as [UInt8]?) })
        for correction in corrections {
            guard let (target, replacement) = Self.correction(correction.data), data.keys.contains(target) else {
                continue
            }
            data[target] = .some(replacement)
        }
        var facts = ResidentFacts(timeZone: timeZone)
        for fact in own {
            guard let kind = FactKind(rawValue: fact.header.kind), let data = data[fact.place] ?? nil else { continue }
            facts.add(kind, data: data, at: fact.header.occurredAt)
        }
        return facts
    }

    /// Which fact a correction is of, and the data that takes its place; nil data withdraws it.
    private static func correction(_ data: [UInt8]) -> (target: FactPlace, replacement: [UInt8]?)? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(data)) as? [String: Any],
            let corrects = object["corrects"] as? [String: Any], let epoch = corrects["epoch"] as? Int,
            let seq = corrects["seq"] as? Int64
        else { return nil }
        let replacement = (object["replacement"] as? [String: Any]).flatMap {
            try? JSONSerialization.data(withJSONObject: $0)
        }
        return (FactPlace(epoch: epoch, seq: seq), replacement.map { [UInt8]($0) })
    }
}

extension RecordedFact {
    fileprivate var place: FactPlace { FactPlace(epoch: header.epoch, seq: header.seq) }
}
