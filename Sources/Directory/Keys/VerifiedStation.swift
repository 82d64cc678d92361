public import Foundation
public import HubModel

/// Who signed a request.
public struct VerifiedStation: Equatable, Sendable {
    public let station: StationCode
    public let keyID: String
    /// By the station's clock.
    public let signedAt: Date
}
