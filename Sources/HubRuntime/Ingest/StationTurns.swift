public import HubModel

/// Lets one batch of a station at a time into the database, so that a station that sends many at once waits for itself
/// and not others for it [FED-4].
public actor StationTurns {
    /// More requests of one station are waiting than it may have.
    public struct TooManyWaiting: Error {}

    private var waiting: [StationCode: [CheckedContinuation<Void, Never>]] = [:]
    private var busy: Set<StationCode> = []
    private let limit: Int

    /// - Parameter limit: how many requests of one station may wait.
    public init(limit: Int = 16) {
        self.limit = limit
    }

    /// Runs the body when it is the station's turn, in the order of arrival.
    ///
    /// - Throws: ``TooManyWaiting``, or what the body throws.
    public nonisolated func withTurn<Value: Sendable>(
        of station: StationCode, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await begin(station)
        do {
            let value = try await body()
            await end(station)
            return value
        } catch {
            await end(station)
            throw error
        }
    }

    private func begin(_ station: StationCode) async throws {
        guard !busy.insert(station).inserted else { return }
        guard waiting[station, default: []].count < limit else { throw TooManyWaiting() }
        await withCheckedContinuation { waiting[station, default: []].append($0) }
    }

    private func end(_ station: StationCode) {
        guard var queue = waiting[station], !queue.isEmpty else {
            busy.remove(station)
            waiting[station] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[station] = queue
        next.resume()
    }
}
