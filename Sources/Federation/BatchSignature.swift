public import Foundation

/// Which key signed a batch, and when by the station's clock. It is kept with the receipt and never judged.
public struct BatchSignature: Hashable, Sendable {
    public let keyID: String
    public let signedAt: Date

    /// Where the request came from.
    public var source: String?

    public init(keyID: String, signedAt: Date, source: String? = nil) {
        self.keyID = keyID
        self.signedAt = signedAt
        self.source = source
    }
}
