/// Why a private cluster cannot be used, and what to do about it.
public enum PrivateClusterError: Error, Sendable, CustomStringConvertible {
    /// PostgreSQL's server programs are not on this machine.
    case serverNotInstalled
    /// We are root and there is neither a user `postgres` nor `nobody`.
    case noUnprivilegedUser
    case folderNotUsable(String, reason: String)
    /// A program of PostgreSQL failed; its output is attached.
    case programFailed(String, output: String)
    /// Another process keeps the cluster's lock.
    case locked(String)
    case notRunning
    /// There is a process of the server's number that doesn't answer.
    case silent(String)

    public var description: String {
        switch self {
        case .serverNotInstalled:
            "PostgreSQL's server is not installed: initdb, pg_ctl and postgres were found neither by pg_config, under "
                + "/usr/lib/postgresql nor on PATH; install the package postgresql"
        case .noUnprivilegedUser:
            "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as"
        case .folderNotUsable(let path, let reason): "\(path) cannot be used for the cluster: \(reason)"
        case .programFailed(let program, let output): "\(program) failed:\n\(output)"
        case .locked(let path): "another process is starting or stopping the cluster: \(path) stays locked"
        case .silent(let file):
            "the process that \(file) names does not answer as a database server; when it is another program's, remove the file"
        case .notRunning: "the cluster is not running; call start() first"
        }
    }
}
