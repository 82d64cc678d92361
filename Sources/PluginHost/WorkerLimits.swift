import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the system grants a worker from now on. Time is not limited here: the host watches each call.
enum WorkerLimits {
    private static let openFiles: UInt64 = 16
    /// Address space is taken in large pieces of which little is used.
    private static let addressSlack = 256 << 20

    /// - Parameter memoryBytes: data beyond what the process has now.
    static func set(memoryBytes: Int) {
        let statistics = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        let pageSize = Int(getpagesize())
        let now = MemoryStatistics(of: statistics, pageSize: pageSize)
        limit(RLIMIT_CORE, 0)
        // Not one byte into any file; sockets and the null device are none.
        limit(RLIMIT_FSIZE, 0)
        limit(RLIMIT_NOFILE, openFiles)
        limit(RLIMIT_DATA, UInt64(now.dataBytes + memoryBytes))
        limit(RLIMIT_AS, UInt64(now.totalBytes + memoryBytes + addressSlack))
        exhaustion = Exhaustion(
            statistics: statistics, pageSize: pageSize, dataBytes: now.dataBytes + memoryBytes / 4)
        for fatal in [SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS] { catchExhaustion(fatal) }
    }

    private static func limit(_ resource: __rlimit_resource, _ value: UInt64) {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }

    /// A failed allocation ends a Swift program by a signal like any other mistake. When much memory is in use, the
    /// process says so by its exit status; otherwise the signal takes its course.
    private static func catchExhaustion(_ number: Int32) {
        var action = sigaction()
        action.sa_flags = Int32(bitPattern: SA_RESETHAND)
        action.__sigaction_handler.sa_handler = { _ in
            let now = MemoryStatistics(of: exhaustion.statistics, pageSize: exhaustion.pageSize)
            if now.dataBytes >= exhaustion.dataBytes { _exit(PluginWorker.ExitStatus.outOfMemory) }
        }
        sigaction(number, &action, nil)
    }
}

private struct Exhaustion {
    var statistics: Int32 = -1
    var pageSize = 0
    /// Arrays grow by doubling: one that can't grow any more may leave most of the limit unused.
    var dataBytes = Int.max
}

// Written once before the handlers are set; read where no lock may be taken.
nonisolated(unsafe) private var exhaustion = Exhaustion()

/// How much memory the process uses; read without allocating any, so that a signal handler can.
private struct MemoryStatistics {
    private(set) var totalBytes = 0
    private(set) var dataBytes = 0

    /// - Parameter file: `/proc/self/statm`, whose first number are all pages and whose sixth those of data.
    init(of file: Int32, pageSize: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { text in
            let count = pread(file, text.baseAddress, text.count, 0)
            var field = 0
            var number = 0
            for index in 0..<max(0, count) {
                let byte = text[index]
                if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                    number = number * 10 + Int(byte - UInt8(ascii: "0"))
                    continue
                }
                if field == 0 { totalBytes = number * pageSize }
                if field == 5 { dataBytes = number * pageSize }
                field += 1
                number = 0
            }
        }
    }
}
