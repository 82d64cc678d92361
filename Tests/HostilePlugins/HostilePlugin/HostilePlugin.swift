import Foundation
import HubModel
public import PluginKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Does what no plugin may, as the request's instrument says, and answers any other request with what it sees.
public struct HostilePlugin: ProfilePlugin {
    /// What it can be asked to do.
    enum Deed: String {
        case segfault, trap, loop, allocate, print, exit, closeEverything, closeAndLoop, overflow
        /// Answers with the environment, the open descriptors, the folder, its number or how far it stands back.
        case environment, descriptors, folder, processID, niceness
        /// Opens files until it can't.
        case openFiles
        /// Writes to a file.
        case write
        /// Leaves a process behind that keeps the protocol's socket, and crashes.
        case orphan
    }

    public let decisions: ProfileDecisions

    public init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [])
        if data.thresholds["crashAtStart"] != nil { Self.crash() }
    }

    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        let seen = try Deed(rawValue: request.instrument).map(perform) ?? ""
        return ScreeningAssessment(
            instrument: request.instrument, instrumentVersion: "1.0.0", total: request.answers.count, severity: seen,
            triage: Triage(level: .none, sameDay: false, reasons: []))
    }

    private func perform(_ deed: Deed) throws -> String {
        switch deed {
        case .segfault: Self.crash()
        case .trap: return "\([0][Int.random(in: 1...2)])"
        case .loop: while true {}
        case .allocate: return "\(Self.allocate())"
        case .print: Self.printEverywhere()
        case .exit: Glibc.exit(0)
        case .closeEverything: (0..<1024).forEach { close($0) }
        case .closeAndLoop:
            (0..<1024).forEach { close($0) }
            while true {}
        case .overflow: return "\(Self.recurse(1))"
        case .environment: return ProcessInfo.processInfo.environment.keys.sorted().joined(separator: " ")
        case .descriptors: return Self.descriptors().joined(separator: " ")
        case .folder: return FileManager.default.currentDirectoryPath
        case .processID: return "\(getpid())"
        case .niceness: return "\(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0))"
        case .openFiles:
            let files = (0..<64).map { _ in open("/dev/null", O_RDONLY) }.filter { $0 >= 0 }
            files.forEach { close($0) }
            return "\(files.count)"
        case .write:
            let file = open(NSTemporaryDirectory() + "hostile-\(getpid())", O_WRONLY | O_CREAT, 0o600)
            defer { unlink(NSTemporaryDirectory() + "hostile-\(getpid())") }
            return Glibc.write(file, "x", 1) == 1 ? "written" : "refused"
        case .orphan: Self.leaveOrphan()
        }
        return ""
    }

    private static func crash() {
        UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    }

    private static func allocate() -> Int {
        var hoard: [[UInt8]] = []
        while true { hoard.append([UInt8](repeating: UInt8(hoard.count & 0xFF), count: 1 << 20)) }
    }

    private static func recurse(_ depth: Int) -> Int {
        depth == 0 ? 0 : recurse(depth + 1) &+ depth
    }

    private static func printEverywhere() {
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            _ = text.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
        print("not an answer")
        fflush(nil)
    }

    private static func descriptors() -> [String] {
        (0..<256).compactMap { number in
            var path = [UInt8](repeating: 0, count: 256)
            let count = readlink("/proc/self/fd/\(number)", &path, path.count)
            return count < 0 ? nil : String(decoding: path.prefix(count), as: UTF8.self)
        }
    }

    /// The process id of the one left behind stands in no answer: it ends by itself when its socket does.
    private static func leaveOrphan() {
        typealias Fork = @convention(c) () -> Int32
        guard let symbol = dlsym(nil, "fork") else { return }
        if unsafeBitCast(symbol, to: Fork.self)() == 0 {
            var sockets = (3..<16).map { pollfd(fd: $0, events: 0, revents: 0) }
            while poll(&sockets, nfds_t(sockets.count), -1) >= 0 {
                if sockets.contains(where: { $0.revents & Int16(POLLHUP) != 0 }) { _exit(0) }
                for index in sockets.indices where sockets[index].revents != 0 { sockets[index].fd = -1 }
            }
        }
        crash()
    }
}

@c(xinlian_plugin_v1)
public func xinlianPlugin() -> UnsafeMutableRawPointer { PluginFactory(HostilePlugin.self).handOver() }
