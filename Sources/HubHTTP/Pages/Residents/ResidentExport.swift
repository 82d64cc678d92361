import Federation
import Foundation
import HubModel
import HubRuntime
import Identity
import Services

/// Everything the hub holds of a resident, for the resident (PIPL, article 45): the facts as the station signed them, what
/// was derived of them, and who opened the record in an emergency.
struct ResidentExport: Encodable {
    private struct Profile: Encodable {
        let registeredAt: Date
        let birthYearBand: String
        let sex: String
        let tags: [String]
    }

    private struct Decision: Encodable {
        let purpose: String
        let textVersion: String
        let decision: String
        let at: Date
        /// The `seq` of the fact that tells of it.
        let seq: Int64
    }

    private struct Record: Encodable {
        let header: JSONValue
        /// As sent; a text when it is no JSON.
        let data: JSONValue
        let quarantine: String?
        /// The `seq` of the last correction.
        let correctedBy: Int64?
    }

    private struct Emergency: Encodable {
        let from: Date
        let until: Date
        let reason: String
    }

    private let station: String
    private let resident: String
    private let exportedAt: Date
    private let erasedAt: Date?
    private let profile: Profile?
    private let consents: [Decision]
    private let records: [Record]
    private let emergencyAccess: [Emergency]

    init(_ record: ResidentRecord, accesses: [EmergencyAccess], at now: Date) {
        station = record.station.rawValue
        resident = record.id.description
        exportedAt = now
        erasedAt = record.erasedAt
        profile = record.registration.flatMap { registration in
            registration.profile.map {
                Profile(
                    registeredAt: registration.registeredAt, birthYearBand: $0.birthYearBand, sex: $0.sex.rawValue,
                    tags: $0.tags)
            }
        }
        consents = record.consents.map {
            Decision(
                purpose: $0.consent.purpose, textVersion: $0.consent.textVersion, decision: $0.decision.rawValue,
                at: $0.occurredAt, seq: $0.place.seq)
        }
        records = record.entries.map {
            Record(
                header: JSONValue($0.header), data: JSONValue($0.data), quarantine: $0.quarantine,
                correctedBy: $0.correctedBy?.seq)
        }
        emergencyAccess = accesses.map {
            Emergency(from: $0.grantedAt, until: $0.endedAt ?? $0.expiresAt, reason: $0.reason)
        }
    }
}

/// A JSON value of any shape, on its way through.
private enum JSONValue: Codable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// What the bytes say, or the bytes as text when they are no JSON.
    init(_ bytes: [UInt8]) {
        self =
            (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)))
            ?? .text(String(decoding: bytes, as: UTF8.self))
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
