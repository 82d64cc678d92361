public import Foundation
public import HubModel

/// What somebody asks for who needs a record in an emergency.
public struct EmergencyRequest: Sendable {
    /// Characters of a reason.
    public static let reasonLength = 10...500
    /// Whole hours that access lasts; the database allows no more.
    public static let hours = 1...4

    public let station: StationCode
    public let resident: ResidentID
    public let reason: String
    public let duration: TimeInterval

    /// - Throws: ``EmergencyAccessError``.
    public init(station: StationCode, resident: ResidentID, reason: String, hours: Int) throws {
        let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard Self.reasonLength.contains(reason.unicodeScalars.count),
            !reason.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" })
        else { throw EmergencyAccessError.invalidReason }
        guard Self.hours.contains(hours) else { throw EmergencyAccessError.invalidDuration }
        self.station = station
        self.resident = resident
        self.reason = reason
        duration = TimeInterval(hours) * 3600
    }
}
