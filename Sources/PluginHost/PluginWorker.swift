import Foundation
import PluginKit

#if canImport(Glibc)
#elseif canImport(Musl)
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
