import FactLog
import Federation
import Foundation
import HubModel
import Services

/// What the data of each fact of a batch turned out to be, before anything is stored.
struct FactReadings: Sendable {
    enum Reading: Sendable {
        case meaning(FactMeaning)
        case correction(CorrectionReading)
        case invalid(code: String, detail: String)
    }

    /// One a line behind the duplicates.
    let readings: [Reading]
    /// How many lines at the beginning of the batch are stored already and were not read again.
    let duplicates: Int

    /// - Throws: `BatchRefusal.unreadable` when a line has more members than it may.
    init(_ batch: FactBatch, after duplicates: Int, rules: FactRules) throws(BatchRefusal) {
        self.duplicates = duplicates
        let lines = batch.lines.dropFirst(duplicates)
        // One check of the whole body is cheap; line by line only when it fails.
        let isText = lines.isEmpty || String(validating: batch.body, as: UTF8.self) != nil
        var tokens = JSONTokens()
        let readings = batch.body.withUnsafeBufferPointer { bytes in
            lines.map { Self.read($0, bytes, isText, rules, &tokens) }
        }
        let trailing = readings.firstIndex {
            if case .invalid(code: JSONProblem.trailing.rawValue, _) = $0 { true } else { false }
        }
        if let trailing {
            throw .unreadable(
                line: duplicates + trailing + 1, detail: "a line has the members header, salt, data, hash and no more")
        }
        self.readings = readings
    }

    private static func read(
        _ line: FactLine, _ body: UnsafeBufferPointer<UInt8>, _ isText: Bool, _ rules: FactRules,
        _ tokens: inout JSONTokens
    ) -> Reading {
        if let problem = line.headerProblem {
            return .invalid(code: problem.rawValue, detail: "the header names a time or an actor that can't be")
        }
        let data = UnsafeBufferPointer(rebasing: body[line.dataRange])
        guard isText || String(validating: data, as: UTF8.self) != nil else {
            return .invalid(code: JSONProblem.invalidUTF8.rawValue, detail: "data is not UTF-8")
        }
        do {
            let kind = try rules.kind(of: line.header)
            try tokens.read(data)
            let fields = JSONFields(tokens: tokens, bytes: data)
            if kind == .correction { return .correction(try rules.correction(in: fields)) }
            var meaning = try rules.meaning(
                of: kind, occurredAt: line.header.occurredAt, subject: line.header.subject, data: fields.root,
                in: fields)
            meaning.order?.source = OrderSource(FactPlace(line.header), at: line.header.occurredAt)
            return .meaning(meaning)
        } catch let problem as JSONProblem {
            return .invalid(code: problem.rawValue, detail: "data is not JSON that the hub can keep")
        } catch let invalid as InvalidFact {
            return .invalid(code: invalid.code.rawValue, detail: invalid.detail)
        } catch {
            return .invalid(code: "unreadable_data", detail: "data can't be read")
        }
    }
}

extension FactRules {
    /// The meaning of data that is already known to be JSON the hub can keep, such as the replacement of a correction.
    func meaning(of kind: FactKind, of target: CorrectedFact, data: [UInt8]) throws(InvalidFact) -> FactMeaning {
        var tokens = JSONTokens()
        let result: Result<FactMeaning, InvalidFact> = data.withUnsafeBufferPointer { bytes in
            do {
                try tokens.read(bytes)
                let fields = JSONFields(tokens: tokens, bytes: bytes)
                var meaning = try meaning(
                    of: kind, occurredAt: target.occurredAt, subject: target.subject, data: fields.root, in: fields)
                meaning.order?.source = OrderSource(target.place, at: target.occurredAt)
                return .success(meaning)
            } catch let invalid as InvalidFact {
                return .failure(invalid)
            } catch {
                return .failure(InvalidFact(.wrongType, "replacement is data of the corrected fact's kind"))
            }
        }
        return try result.get()
    }
}

extension OrderSource {
    init(_ place: FactPlace, at time: Date) {
        self.init(
            origin: place.origin, epoch: place.epoch, seq: place.seq,
            occurredAt: Int64(time.timeIntervalSince1970.rounded(.down)))
    }
}
