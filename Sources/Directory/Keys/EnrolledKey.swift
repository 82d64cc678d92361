public import Foundation
public import HubModel

/// A key as it was registered.
public struct EnrolledKey: Equatable, Sendable {
    public let station: StationCode
    public let keyID: String
    public let enrolledAt: Date
}
