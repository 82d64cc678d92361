public import HubModel

/// What is stored of a fact's salt and data; header, digest and hash are always stored as sent.
public struct StoredContent: Sendable {
    public var salt: [UInt8]?
    public var data: [UInt8]?
    /// Whose key seals the data; nil when it is plain.
    public var sealedFor: ResidentID?

    /// Data that is about nobody.
    public static func plain(salt: [UInt8], data: [UInt8]) -> StoredContent {
        StoredContent(salt: salt, data: data, sealedFor: nil)
    }

    /// Salt and data sealed as one value.
    public static func sealed(_ bytes: [UInt8], for subject: ResidentID) -> StoredContent {
        StoredContent(salt: nil, data: bytes, sealedFor: subject)
    }

    /// Nothing: the subject was erased before the fact came.
    public static func erased(_ subject: ResidentID) -> StoredContent {
        StoredContent(salt: nil, data: nil, sealedFor: subject)
    }
}
