import DistrictConfig
import FactLog
import Foundation
import HubModel
import Services
import StationNode
import TestSupport

/// What both sides make of one fact.
struct Verdict: Equatable {
    var isRecorded: Bool
    /// The code with which the hub would quarantine what the station recorded.
    var hubRefusal: String?
}

/// A station's book and the hub's rules with the instruments of the example district.
struct BothRules {
    let book: LocalBook
    private let rules: Services.FactRules
    private let folder: TemporaryFolder

    private static let configuration = Result { try ExampleDistrict.configuration() }

    init() throws {
        let configuration = try Self.configuration.get()
        folder = TemporaryFolder()
        book = try LocalBook.create(in: folder.url, station: try .number(1), at: FixedClock.now)
            .knowing(configuration.instruments)
        rules = Services.FactRules(
            instruments: configuration.instruments,
            timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt)
    }

    /// Each data in a fact of its own.
    func verdicts(on data: [String], kind: FactKind, subject: FactDraft.Subject) async throws -> [Verdict] {
        let drafts = data.map { data in
            FactDraft(
                kind: kind, occurredAt: FixedClock.now, actor: "staff:desk", subject: subject, data: Array(data.utf8),
                sourceKey: "\(kind.rawValue) \(subject) \(data)")
        }
        var verdicts: [Verdict] = []
        for result in try await book.append(groups: drafts.map { [$0] }, at: FixedClock.now) {
            guard case .success(let outcomes) = result, let place = outcomes.first?.place,
                let fact = try await book.fact(at: place)
            else {
                verdicts.append(Verdict(isRecorded: false, hubRefusal: nil))
                continue
            }
            verdicts.append(Verdict(isRecorded: true, hubRefusal: try await hubRefusal(of: fact)))
        }
        return verdicts
    }

    func hubRefusal(of kind: FactKind, _ data: String, subject: ResidentID?) throws -> String? {
        try read(Array(data.utf8)) { fields in
            _ = try rules.meaning(
                of: kind, occurredAt: FixedClock.now, subject: subject, data: fields.root, in: fields)
        }
    }

    private func hubRefusal(of fact: RecordedFact) async throws -> String? {
        guard fact.header.kind == FactKind.correction.rawValue else {
            return try refusal(of: fact.header.kind, fact.data, subject: fact.header.subject)
        }
        var correction: CorrectionReading?
        if let code = try read(fact.data, { correction = try rules.correction(in: $0) }) { return code }
        guard let correction, let replacement = correction.replacement else { return nil }
        let corrected = try await book.fact(at: FactPlace(epoch: correction.epoch, seq: correction.seq))
        return try refusal(
            of: corrected?.header.kind ?? "", Array(fact.data[replacement]), subject: corrected?.header.subject)
    }

    private func refusal(of kind: String, _ data: [UInt8], subject: ResidentID?) throws -> String? {
        guard let kind = FactKind(rawValue: kind) else { return "unknown_kind" }
        return try hubRefusal(of: kind, String(decoding: data, as: UTF8.self), subject: subject)
    }

    private func read(_ data: [UInt8], _ body: (JSONFields) throws -> Void) throws -> String? {
        var tokens = JSONTokens()
        do {
            try data.withUnsafeBufferPointer { bytes in
                try tokens.read(bytes)
                try body(JSONFields(tokens: tokens, bytes: bytes))
            }
            return nil
        } catch let invalid as InvalidFact {
            return invalid.code.rawValue
        } catch let problem as JSONProblem {
            return problem.rawValue
        }
    }
}

/// Removed at the end.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(component: "xinlian-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }
}
