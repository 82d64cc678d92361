import DistrictConfig
import FactLog
import Foundation
import HubModel
import Indicators
import TestSupport

@testable import Services

/// The rules of the example district.
enum Reading {
    static let rules: Result<FactRules, any Error> = Result {
        let configuration = try ExampleDistrict.configuration()
        return FactRules(
            instruments: configuration.instruments,
            timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt)
    }

    /// What data stands for.
    ///
    /// - Throws: `InvalidFact`.
    static func meaning(
        _ kind: FactKind, _ data: String, subject: ResidentID? = ResidentID(), at time: Date = FixedClock.now
    ) throws -> FactMeaning {
        let rules = try rules.get()
        return try read(data) { fields in
            try rules.meaning(of: kind, occurredAt: time, subject: subject, data: fields.root, in: fields)
        }
    }

    static func correction(_ data: String) throws -> CorrectionReading {
        let rules = try rules.get()
        return try read(data) { try rules.correction(in: $0) }
    }

    private static func read<Value>(_ data: String, _ body: (JSONFields) throws -> Value) throws -> Value {
        var tokens = JSONTokens()
        return try Array(data.utf8).withUnsafeBufferPointer { bytes in
            try tokens.read(bytes)
            return try body(JSONFields(tokens: tokens, bytes: bytes))
        }
    }

    /// The code with which data is refused; nil when it is valid.
    static func refusal(_ kind: FactKind, _ data: String, subject: ResidentID? = ResidentID()) throws -> InvalidFact
        .Code?
    {
        do {
            _ =
                try kind == .correction
                ? { _ = try correction(data) }() : { _ = try meaning(kind, data, subject: subject) }()
            return nil
        } catch let invalid as InvalidFact {
            return invalid.code
        }
    }

    /// `indicator dimension` to amount.
    static func counts(_ meaning: FactMeaning) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for contribution in meaning.contributions {
            let key =
                contribution.indicator.rawValue + (contribution.dimension.isEmpty ? "" : " " + contribution.dimension)
            counts[key, default: 0] += contribution.amount
        }
        return counts
    }
}
