/// Why a file can't be imported.
public enum CSVImportError: Error, Hashable, Sendable {
    case unreadable(file: String)
    case damaged(file: String, line: Int, reason: String)
    /// Neither screenings nor facts.
    case unknownColumns(file: String)
    case missingColumn(file: String, column: String)
    case duplicateColumn(file: String, column: String)
    /// Screenings need the plugin of the station's profile; the reason is why there is none, when known.
    case noPlugin(file: String, reason: String?)

    /// Whether the same file may be good later, when somebody has removed the cause.
    var mayPass: Bool {
        switch self {
        case .unreadable, .noPlugin: true
        case .damaged, .unknownColumns, .missingColumn, .duplicateColumn: false
        }
    }
}

extension CSVImportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file): "\(file): 读不到文件 / the file can't be read"
        case .damaged(let file, let line, let reason): "\(file):\(line): 不是 CSV（\(reason)） / not CSV (\(reason))"
        case .unknownColumns(let file):
            "\(file):1: 首行应有 respondent 或 kind 列 / the first line should name a column respondent or kind"
        case .missingColumn(let file, let column): "\(file):1: 缺少列“\(column)” / the column '\(column)' is missing"
        case .duplicateColumn(let file, let column):
            "\(file):1: 列“\(column)”出现两次 / the column '\(column)' stands there twice"
        case .noPlugin(let file, let reason):
            """
            \(file): 本站功能定位的插件没有载入，量表不能计分，文件留待以后导入 / the profile's plugin is not loaded, so nothing can \
            be scored yet\(reason.map { ": \($0)" } ?? "")
            """
        }
    }
}
