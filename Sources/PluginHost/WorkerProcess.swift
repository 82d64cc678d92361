import Foundation
import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
#elseif canImport(Musl)
#endif

/// One worker process and the socket to it, from its start to its end. It ends when nobody holds this any more.
final class WorkerProcess: Sendable {
    /// Why the host ended a worker.
    enum Verdict: Sendable {
        case timedOut(Duration)
        case unusable(AnswerDefect)
        /// It refused its plugin and has nothing left to do.
        case refused
    }

    enum End: Sendable {
        case condemned(Verdict)
        case outOfMemory
        case died(WorkerDeath)
    }

    private struct State {
        var verdict: Verdict?
        var isCutShort = false
    }

    let id: Int32
    private let socket: OwnedSocket
    /// Reads and writes block, and so do not belong on the threads that tasks share.
    private let queue: DispatchQueue
    private let reader: Mutex<FrameReader>
    private let state = Mutex(State())
    /// Ends with the process.
    let life: Task<TerminationStatus, any Error>

    /// Starts the program with an empty environment, no open file but its socket, in the root folder.
    ///
    /// - Throws: `SubprocessError`, `Errno`.
    static func start(_ program: String) async throws -> WorkerProcess {
        let (own, input) = try OwnedSocket.pair()
        let output = fcntl(input, F_DUPFD_CLOEXEC, 3)
        guard output >= 0 else {
            let error = Errno(rawValue: errno)
            close(input)
            throw error
        }
        let (started, start) = AsyncStream.makeStream(of: Int32.self)
        let life = Task {
            defer {
                start.finish()
                // Whoever waits for an answer need not wait for a process that the dead one may have left behind.
                own.shutDown()
            }
            let result = try await Subprocess.run(
                .path(FilePath(program)), environment: .custom(environment), workingDirectory: "/",
                input: .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: true),
                output: .fileDescriptor(FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
                error: .currentStandardError
            ) { execution in
                start.yield(execution.processIdentifier.value)
                start.finish()
            }
            return result.terminationStatus
        }
        // In a task of its own: one that was cancelled hears of no start, and would wait for the process to end.
        if let id = await Task(operation: { await started.first { _ in true } }).value {
            return WorkerProcess(id: id, socket: own, life: life)
        }
        _ = try await life.value
        throw CancellationError()
    }

    /// What Swift's runtime needs: where its libraries are if they are not beside the program, and that it writes no
    /// memory into a log when the plugin crashes.
    private static var environment: [Environment.Key: String] {
        var values: [Environment.Key: String] = ["SWIFT_BACKTRACE": "enable=no"]
        values["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
        return values
    }

    private init(id: Int32, socket: OwnedSocket, life: Task<TerminationStatus, any Error>) {
        self.id = id
        self.socket = socket
        self.life = life
        queue = DispatchQueue(label: "plugin-worker-\(id)")
        reader = Mutex(FrameReader(socket.descriptor))
    }

    deinit { socket.shutDown() }

    /// Sends a frame and takes the payload of its answer; nil when there is none, for which ``end()`` has the reason.
    ///
    /// - Parameter limit: from now on; a worker that takes longer is killed, also when it has hung up and lives on.
    func exchange(
        _ frame: [UInt8], number: UInt64, limit: Duration, clock: any Clock<Duration>
    ) async -> [UInt8]? {
        let timer = Task {
            try await clock.sleep(for: limit)
            self.kill(because: .timedOut(limit))
        }
        defer { timer.cancel() }
        let payload = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.exchange(frame, number: number)) }
        }
        if payload == nil { _ = await life.result }
        return payload
    }

    private func exchange(_ frame: [UInt8], number: UInt64) -> [UInt8]? {
        do throws(FrameDefect) {
            try FrameReader.write(frame, to: socket.descriptor)
            guard let answer = try reader.withLock({ reader throws(FrameDefect) in try reader.next() }) else {
                return nil
            }
            guard answer.number == number else {
                kill(because: .unusable(.otherRequest))
                return nil
            }
            return state.withLock { $0.verdict == nil } ? answer.payload : nil
        } catch {
            switch error {
            case .impossibleLength(let length): kill(because: .unusable(.impossibleLength(length)))
            case .cutShort: state.withLock { $0.isCutShort = true }
            case .closed: break
            }
        }
        return nil
    }

    /// Ends the process without asking it. The first reason stands.
    func kill(because reason: Verdict) {
        state.withLock { $0.verdict = $0.verdict ?? reason }
        // By its process descriptor, so never another process that got its number.
        life.cancel()
        socket.shutDown()
    }

    /// Waits until the process has ended and says why.
    func end() async -> End {
        let status = await life.result
        let (verdict, isCutShort) = state.withLock { ($0.verdict, $0.isCutShort) }
        if let verdict { return .condemned(verdict) }
        switch status {
        case .success(.exited(PluginWorker.ExitStatus.outOfMemory)): return .outOfMemory
        case .success(.exited(let code)): return isCutShort ? .condemned(.unusable(.cutShort)) : .died(.status(code))
        case .success(.signaled(let signal)): return .died(.signal(signal))
        case .failure: return .died(.unknown)
        }
    }
}
