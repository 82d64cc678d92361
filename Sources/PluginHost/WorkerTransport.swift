public import PluginKit
import Synchronization

/// Runs each plugin in a worker process of its own, so that one that crashes, hangs or eats memory hurts no other.
///
/// A call in flight when the worker dies fails with one ``PluginCallError``; the ones behind it go on with the next
/// worker. Calls to one plugin queue, calls to several run side by side. The workers end with this object.
public final class WorkerTransport: PluginTransport {
    private let settings: WorkerSettings
    private let supervisors = Mutex<[PluginKey: WorkerSupervisor]>([:])
    private let numbers = Atomic<UInt64>(1)

    public init(settings: WorkerSettings = WorkerSettings()) {
        self.settings = settings
    }

    public func start(_ library: PluginLibrary, with data: PluginData) async throws {
        let supervisor = WorkerSupervisor(library, data: data, settings: settings)
        try await supervisor.start()
        supervisors.withLock { $0[library.key] = supervisor }
    }

    public func answers(
        _ requests: [PluginRequest], by key: PluginKey
    ) async throws -> [Result<PluginAnswer, PluginFailure>] {
        let supervisor = try supervisor(of: key)
        let number = nextNumber()
        let frame = try PluginFrames.frame(number, requests)
        let answer = try await exchange(with: supervisor, key, frame, number: number, requests: requests.count)
        do throws(AnswerDefect) {
            let results = try Self.results(answer.payload, count: requests.count)
            await supervisor.accept(answer)
            return results
        } catch {
            throw await supervisor.reject(answer, error)
        }
    }

    private static func results(
        _ payload: [UInt8], count: Int
    ) throws(AnswerDefect) -> [Result<PluginAnswer, PluginFailure>] {
        guard let outcomes = try? PluginFrames.decode([PluginOutcome].self, from: payload) else { throw .unreadable }
        guard outcomes.count == count else { throw .wrongNumber(expected: count, found: outcomes.count) }
        return outcomes.map(\.result)
    }

    /// Passes requests on as they are, for callers that hold them encoded.
    ///
    /// - Parameters:
    ///   - payload: `[PluginRequest]`, encoded by ``PluginFrames/encode(_:)``.
    ///   - count: the number of requests in it, which sets the time limit.
    /// - Returns: the payload of the answer, `[PluginOutcome]`, unread.
    public func answers(encoded payload: [UInt8], count: Int, by key: PluginKey) async throws -> [UInt8] {
        let supervisor = try supervisor(of: key)
        let number = nextNumber()
        let frame = PluginFrames.frame(number, payload: payload)
        let answer = try await exchange(with: supervisor, key, frame, number: number, requests: count)
        await supervisor.accept(answer)
        return answer.payload
    }

    public func status() async -> [PluginStatus] {
        var all: [PluginStatus] = []
        for supervisor in supervisors.withLock({ $0.sorted { $0.key < $1.key } }).map(\.value) {
            all.append(await supervisor.status)
        }
        return all
    }

    private func nextNumber() -> UInt64 { numbers.wrappingAdd(1, ordering: .relaxed).oldValue }

    private func supervisor(of key: PluginKey) throws -> WorkerSupervisor {
        let (found, versions) = supervisors.withLock { table in
            (table[key], table.keys.filter { $0.id == key.id }.sorted())
        }
        guard let found else { throw PluginCallError.notLoaded(key, loaded: versions) }
        return found
    }

    private func exchange(
        with supervisor: WorkerSupervisor, _ key: PluginKey, _ frame: [UInt8], number: UInt64, requests: Int
    ) async throws -> WorkerAnswer {
        guard frame.count - PluginFrames.lengthBytes <= PluginFrames.maximumBytes else {
            throw PluginCallError.batchTooLarge(key, bytes: frame.count, maximum: PluginFrames.maximumBytes)
        }
        return try await supervisor.exchange(frame, number: number, requests: requests)
    }
}
