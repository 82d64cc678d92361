/// Carries requests to the hub and its answers back.
public protocol SyncTransport: Sendable {
    /// - Throws: any error when no whole answer arrived; the hub may have acted on the request all the same.
    func send(_ request: SyncRequest) async throws -> SyncResponse
}
