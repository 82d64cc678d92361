import Foundation
import HubModel
import PluginKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The worker's side: one plugin in a process of its own, which answers frames until the host hangs up.
public enum PluginWorker {
    /// Beside the programs that use it.
    public static let programName = "xinlian-plugin-worker"

    enum ExitStatus {
        static let hostGone: Int32 = 0
        static let notStartedByHost: Int32 = 64
        static let protocolBroken: Int32 = 70
        static let outOfMemory: Int32 = 86
    }

    /// Takes the protocol off the standard input and output, then the plugin that the host orders, and answers.
    ///
    /// Ends without running exit handlers: a plugin may have left some.
    public static func run() -> Never { _exit(serve()) }

    private static func serve() -> Int32 {
        WorkerPriority.lower()
        guard let channel = WorkerChannel.takeOver() else {
            FileHandle.standardError.write(Data("\(programName) is started by the hub and by stations only\n".utf8))
            return ExitStatus.notStartedByHost
        }
        channel.endWithHost()
        var reader = FrameReader(channel.requests)
        do {
            guard let first = try reader.next() else { return ExitStatus.hostGone }
            let order = try PluginFrames.decode(WorkerOrder.self, from: first.payload)
            let plugin: any ProfilePlugin
            do {
                plugin = try make(order)
            } catch let error as PluginLoadError {
                try channel.answer(first.number, WorkerReply.refused(error))
                return ExitStatus.hostGone
            }
            try channel.answer(first.number, WorkerReply.ready)
            while let frame = try reader.next() {
                let requests = try PluginFrames.decode([PluginRequest].self, from: frame.payload)
                try channel.answer(frame.number, plugin.outcomes(requests))
            }
            return ExitStatus.hostGone
        } catch {
            return ExitStatus.protocolBroken
        }
    }

    /// Verified once more, since the file may have been replaced since the host did.
    private static func make(_ order: WorkerOrder) throws -> any ProfilePlugin {
        let folder = URL(filePath: order.path).deletingLastPathComponent().path
        let library = try PluginLibrary(
            verifying: order.data.manifest, in: folder, host: try ContractStamp.ofLoadedContract())
        guard library.digest == order.digest else {
            throw PluginLoadError.libraryReplaced(plugin: library.key, path: library.path)
        }
        WorkerLimits.set(memoryBytes: order.memoryBytes)
        let factory = try library.open()
        do {
            return try factory.make(order.data)
        } catch {
            throw PluginLoadError.dataRefused(plugin: library.key, failure: PluginFailure(wrapping: error))
        }
    }
}

/// The protocol's two ends in the worker, on descriptors where no plugin prints.
struct WorkerChannel: Sendable {
    let requests: Int32
    private let answers: Int32

    /// Moves the protocol off the standard input and output, which lead nowhere from then on, as does the standard error:
    /// what a plugin prints may name residents. Nil when they are no sockets.
    static func takeOver() -> WorkerChannel? {
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nowhere >= 0, isSocket(STDIN_FILENO), isSocket(STDOUT_FILENO) else { return nil }
        let requests = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        let answers = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard requests >= 0, answers >= 0, chdir("/") == 0 else { return nil }
        for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(nowhere, standard) }
        close(nowhere)
        // The host decides when it ends; a terminal or a supervisor signals the whole group.
        for ignored in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(ignored, SIG_IGN) }
        return WorkerChannel(requests: requests, answers: answers)
    }

    private static func isSocket(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    func answer(_ number: UInt64, _ value: some Encodable) throws {
        try FrameReader.write(PluginFrames.frame(number, value), to: answers)
    }

    /// Ends the process when the host does, also while the plugin is busy or hangs.
    ///
    /// A death signal of the parent is no way: it comes when the thread that started the worker ends.
    func endWithHost() {
        let host = getppid()
        let watch = Thread {
            var hangUp = pollfd(fd: requests, events: 0, revents: 0)
            // A plugin that closed the socket would hide the hang-up, hence the look at the parent.
            while poll(&hangUp, 1, 1000) <= 0 || hangUp.revents & Int16(POLLNVAL) != 0 {
                if getppid() != host { break }
                if hangUp.revents & Int16(POLLNVAL) != 0 { hangUp.fd = -1 }
            }
            _exit(PluginWorker.ExitStatus.hostGone)
        }
        watch.stackSize = 256 << 10
        watch.start()
    }
}
