public import FactLog
public import Foundation
public import HubModel
public import PluginKit

/// Reads the data of facts: checks fields and ranges and says what they stand for. Pure.
public struct FactRules: Sendable {
    /// By code and version.
    let instruments: [InstrumentKey: InstrumentRules]
    let days: DistrictDays

    /// - Parameters:
    ///   - instruments: every instrument the district knows; ranges of answers come from them.
    ///   - timeZone: the district's, which decides on which day something happened.
    public init(instruments: [Instrument], timeZone: TimeZone) {
        self.instruments = Dictionary(
            instruments.map { (InstrumentKey(code: $0.code, version: $0.version), InstrumentRules($0)) },
            uniquingKeysWith: { first, _ in first })
        days = DistrictDays(timeZone: timeZone)
    }

    /// The kind of a header that this hub reads.
    public func kind(of header: FactHeader) throws(InvalidFact) -> FactKind {
        guard let kind = FactKind(rawValue: header.kind) else {
            throw InvalidFact(.unknownKind, "this hub does not know the kind")
        }
        guard kind.knownVersions.contains(header.version) else {
            throw InvalidFact(
                .unknownVersion, "version is from \(kind.knownVersions.lowerBound) to \(kind.knownVersions.upperBound)")
        }
        return kind
    }

    /// What the data of a fact stands for.
    ///
    /// - Parameters:
    ///   - kind: any kind but `correction`, whose meaning depends on the corrected fact.
    ///   - data: the object that holds the kind's members.
    public func meaning(
        of kind: FactKind, occurredAt: Date, subject: ResidentID?, data: JSONFields.Value, in fields: JSONFields
    ) throws(InvalidFact) -> FactMeaning {
        let reader = try FieldReader(fields: fields, object: data)
        var meaning = FactMeaning(day: days.day(of: occurredAt))
        switch kind {
        case .residentRegistered: try readResident(reader, subject, &meaning)
        case .consentGiven: try readConsent(.given, reader, subject, &meaning)
        case .consentWithdrawn: try readConsent(.withdrawn, reader, subject, &meaning)
        case .screeningCompleted: try readScreening(reader, subject, &meaning)
        case .activityHeld: try readActivity(reader, &meaning)
        case .activityAttended: try readAttendance(reader, subject, &meaning)
        case .orderPlaced: try readOrder(.placed, reader, subject, &meaning)
        case .orderAccepted: try readOrder(.accepted, reader, subject, &meaning)
        case .orderDelivered: try readOrder(.delivered, reader, subject, &meaning)
        case .orderVerified: try readOrder(.verified, reader, subject, &meaning)
        case .orderCancelled: try readOrder(.cancelled, reader, subject, &meaning)
        case .enrolmentStarted: try readEnrolment(.started, reader, &meaning)
        case .enrolmentItemDone: try readEnrolment(.itemDone, reader, &meaning)
        case .enrolmentEnded: try readEnrolment(.ended, reader, &meaning)
        case .feedbackGiven: try readFeedback(reader, &meaning)
        case .channelMeasured: try readChannel(reader, &meaning)
        case .correction: throw InvalidFact(.nothingToCorrect, "a correction can't be corrected")
        }
        return meaning
    }

    /// What a correction asks for; positions of the replacement are relative to the data's bytes.
    public func correction(in fields: JSONFields) throws(InvalidFact) -> CorrectionReading {
        let reader = try FieldReader(fields: fields, object: fields.root)
        let target = try reader.inner("corrects", path: "corrects.")
        let epoch = try target.integer("epoch", in: 1...Int64(Int32.max))
        let seq = try target.integer("seq", in: 1...Int64.max)
        let replacement = try reader.value("replacement")
        switch fields.kind(replacement) {
        case .null: return CorrectionReading(epoch: Int(epoch), seq: seq, replacement: nil)
        case .object:
            let raw = fields.raw(replacement)
            return CorrectionReading(epoch: Int(epoch), seq: seq, replacement: raw.startIndex..<raw.endIndex)
        default: throw InvalidFact(.wrongType, "replacement is an object or null")
        }
    }
}
