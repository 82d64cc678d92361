/// Why a backup was not made or restored.
public enum DatabaseBackupError: Error, Sendable, CustomStringConvertible {
    case notWritable(String)
    /// `pg_dump` or `pg_restore` is not on this machine.
    case programNotInstalled(String)
    /// The program failed; its last words are attached.
    case programFailed(String, output: String)

    public var description: String {
        switch self {
        case .notWritable(let path): "无法写入 \(path) / \(path) can't be written"
        case .programNotInstalled(let program):
            "未安装 \(program)，请安装 postgresql-client / \(program) is not installed; install the package postgresql-client"
        case .programFailed(let program, let output): "\(program) 失败 / \(program) failed:\n\(output)"
        }
    }
}
