import Foundation
import HubModel
import Metrics
import PluginKit

/// Keeps one plugin's worker running: one call at a time, restarts with growing delays, a circuit that opens.
actor WorkerSupervisor {
    private let library: PluginLibrary
    private let data: PluginData
    private let settings: WorkerSettings
    private var circuit: WorkerCircuit
    private var worker: WorkerProcess?
    private var isTurnTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// The call that waits for the delay to pass: only who has the turn can.
    private var delayed: CheckedContinuation<Void, Never>?

    private var starts = 0
    private var calls = 0
    private var failures = 0
    private var lastFailure: PluginStatus.Failure?

    init(_ library: PluginLibrary, data: PluginData, settings: WorkerSettings) {
        self.library = library
        self.data = data
        self.settings = settings
        circuit = WorkerCircuit(
            firstDelay: settings.firstDelay, longestDelay: settings.longestDelay,
            failuresUntilOpen: settings.failuresUntilOpen)
    }

    private var key: PluginKey { library.key }

    var status: PluginStatus {
        let state: PluginStatus.State = circuit.isOpen ? .circuitOpen : worker == nil ? .restarting : .running
        return PluginStatus(
            plugin: key, state: state, processID: worker?.id, restarts: max(0, starts - 1), lastFailure: lastFailure,
            calls: calls, failures: failures)
    }

    /// The first start, whose failure is the caller's matter and is not tried again.
    func start() async throws { _ = try await launch() }

    /// Sends a frame to the worker when it is the call's turn, and takes the payload that comes back.
    ///
    /// The time limit counts from the turn on, so a call is not charged for the one before it, and when that one's
    /// worker was lost, it goes on with the next. The turn ends with the answer's last byte, so that the caller reads the
    /// answer while the worker is busy with the next call; whether it was one is for the caller to say.
    func exchange(_ frame: [UInt8], number: UInt64, requests: Int) async throws -> WorkerAnswer {
        if let until = circuit.refusesUntil { throw PluginCallError.circuitOpen(key, until: until) }
        let isTrial = circuit.begin()
        await takeTurn()
        defer { passTurn() }
        do {
            try Task.checkCancellation()
        } catch {
            if isTrial { circuit.abandonTrial() }
            throw error
        }
        let worker = try await readyWorker(isTrial: isTrial)
        count("plugin_calls_total")
        calls += 1
        let limit = settings.limit(requests: requests)
        if let payload = await worker.exchange(frame, number: number, limit: limit, clock: settings.clock) {
            return WorkerAnswer(payload: payload, worker: worker)
        }
        let error = await error(of: worker)
        lose(worker, error)
        throw error
    }

    /// The plugin is well: what came back was an answer.
    func accept(_ answer: WorkerAnswer) {
        // By now the worker may have been lost over the next call.
        if worker === answer.worker { circuit.succeed() }
    }

    /// What came back was no answer, and its worker is killed; a call that it is busy with is lost too.
    func reject(_ answer: WorkerAnswer, _ defect: AnswerDefect) async -> PluginCallError {
        answer.worker.kill(because: .unusable(defect))
        let error = await error(of: answer.worker)
        lose(answer.worker, error)
        return error
    }

    private func readyWorker(isTrial: Bool) async throws -> WorkerProcess {
        while true {
            if circuit.phase == .waiting {
                await withCheckedContinuation { delayed = $0 }
            } else if let until = circuit.refusesUntil, !isTrial {
                throw PluginCallError.circuitOpen(key, until: until)
            } else if let worker {
                return worker
            } else {
                return try await relaunch()
            }
        }
    }

    private func relaunch() async throws -> WorkerProcess {
        do {
            let worker = try await launch()
            count("plugin_restarts_total")
            return worker
        } catch {
            let failure: PluginCallError =
                switch error {
                case let error as PluginCallError: error
                case let error as PluginLoadError: .workerNotStarted(key, reason: error.message)
                default: .workerNotStarted(key, reason: .init(zh: "系统错误", en: "the system refused"))
                }
            record(failure)
            throw failure
        }
    }

    private func launch() async throws -> WorkerProcess {
        guard FileManager.default.isExecutableFile(atPath: settings.program) else {
            throw PluginCallError.workerMissing(path: settings.program)
        }
        let order = WorkerOrder(
            path: library.path, digest: library.digest, data: data, memoryBytes: settings.memoryMebibytes << 20)
        let frame = try PluginFrames.frame(0, order)
        let worker = try await WorkerProcess.start(settings.program)
        let payload = await worker.exchange(frame, number: 0, limit: settings.limitToStart, clock: settings.clock)
        guard let payload else { throw await error(of: worker) }
        switch try? PluginFrames.decode(WorkerReply.self, from: payload) {
        case .ready: break
        case .refused(let error):
            worker.kill(because: .refused)
            throw error
        case nil:
            worker.kill(because: .unusable(.unreadable))
            throw await error(of: worker)
        }
        starts += 1
        self.worker = worker
        Task { [weak self, weak worker, life = worker.life] in
            _ = await life.result
            if let worker { await self?.ended(worker) }
        }
        return worker
    }

    /// The worker ended: if a call was waiting for it, that call says so too.
    private func ended(_ worker: WorkerProcess) async {
        lose(worker, await error(of: worker))
    }

    private func lose(_ lost: WorkerProcess, _ error: PluginCallError) {
        guard worker === lost else { return }
        worker = nil
        record(error)
    }

    /// Counts a failure and waits for the next start.
    private func record(_ error: PluginCallError) {
        failures += 1
        let now = settings.now()
        lastFailure = PluginStatus.Failure(code: error.code, message: error.message, at: now)
        count("plugin_failures_total", [("code", error.code)])
        let delay = circuit.fail(at: now)
        let clock = settings.clock
        Task { [weak self] in
            // Nothing tells when a plugin is well again, so trials come ever more rarely.
            try? await clock.sleep(for: delay)
            await self?.delayPassed()
        }
    }

    private func delayPassed() async {
        circuit.delayPassed()
        delayed?.resume()
        delayed = nil
        await takeTurn()
        defer { passTurn() }
        // An open circuit waits for a call to try with.
        if circuit.phase == .closed, worker == nil { _ = try? await relaunch() }
    }

    private func error(of worker: WorkerProcess) async -> PluginCallError {
        switch await worker.end() {
        case .condemned(.timedOut(let limit)):
            .timedOut(key, limitMilliseconds: Int(limit / .milliseconds(1)))
        case .condemned(.unusable(let defect)): .unusableAnswer(key, defect)
        case .condemned(.refused): .crashed(key, .unknown)
        case .outOfMemory: .outOfMemory(key, limitMebibytes: settings.memoryMebibytes)
        case .died(let death): .crashed(key, death)
        }
    }

    /// Turns come in the order in which they were asked for.
    private func takeTurn() async {
        guard isTurnTaken else { return isTurnTaken = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func passTurn() {
        guard !waiting.isEmpty else { return isTurnTaken = false }
        waiting.removeFirst().resume()
    }

    private func count(_ label: String, _ dimensions: [(String, String)] = []) {
        Counter(label: label, dimensions: [("plugin", key.id.rawValue)] + dimensions).increment()
    }
}
