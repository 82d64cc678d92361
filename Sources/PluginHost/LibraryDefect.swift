/// What is wrong with a file that should be a plugin's library.
public enum LibraryDefect: String, Error, Codable, CaseIterable, Sendable {
    case notELF, otherMachine, notSharedLibrary, truncated

    var english: String {
        switch self {
        case .notELF: "not an ELF file"
        case .otherMachine: "made for another kind of machine"
        case .notSharedLibrary: "a program or object file"
        case .truncated: "cut short"
        }
    }

    var chinese: String {
        switch self {
        case .notELF: "不是 ELF 文件"
        case .otherMachine: "适用于另一种机器"
        case .notSharedLibrary: "是程序或目标文件"
        case .truncated: "文件不完整"
        }
    }
}
