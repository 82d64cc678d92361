public import HubModel

/// What the signature of a request proves.
public struct SignatureCheck: Sendable {
    /// Whose key the request names; nothing is proved by it.
    public let named: StationCode?
    public let result: Result<VerifiedStation, DirectoryError>

    init(_ verified: VerifiedStation) {
        named = verified.station
        result = .success(verified)
    }

    init(_ error: DirectoryError, of named: StationCode? = nil) {
        self.named = named
        result = .failure(error)
    }
}
