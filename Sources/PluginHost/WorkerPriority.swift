import CScheduling

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How a worker stands behind its host where both want a core: a plugin that loops takes one for as long as a call may
/// take, and what the host does for everybody else must not wait for it.
///
/// All of it is for the system to heed: one that doesn't know a measure leaves the worker as it is.
enum WorkerPriority {
    /// About a tenth of an ordinary process's share, which is enough to answer in time on a busy machine.
    static let niceness: Int32 = 10
    /// The turn a worker asks for at a time, where the system heeds it. A kernel that ends turns at its tick alone may still
    /// let others wait for the tick.
    private static let turnNanoseconds: UInt64 = 100_000

    /// Of the calling thread, and of all that it starts from now on.
    static func lower() {
        // Linux may weigh whole sessions before it weighs the processes of one (sched(7), autogroup): in a session of its
        // own the worker stands back behind the database too.
        setsid()
        let group = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC)
        if group >= 0 {
            _ = "\(niceness)".withCString { write(group, $0, strlen($0)) }
            close(group)
        }
        if cscheduling_set(niceness, turnNanoseconds) != 0 {
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        }
    }
}
