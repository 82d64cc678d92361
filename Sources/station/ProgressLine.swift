import Foundation
import StationNode

/// How far an import is: a bar that is drawn over on a terminal, one line at the end elsewhere.
struct ProgressLine: Sendable {
    private static let width = 30

    private let name: String
    private let bytes: Int
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    init(file: URL) {
        name = file.lastPathComponent
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        bytes = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    func show(_ summary: ImportSummary) {
        guard isTerminal else { return }
        let share = bytes > 0 ? min(1, Double(summary.bytesRead) / Double(bytes)) : 1
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        write("\r\(name) \(bar) \(Int(share * 100))% \(summary.rows) 行")
    }

    func finish(_ summary: ImportSummary) {
        if isTerminal { write("\r\u{1B}[K") }
        print(
            """
            \(name): \(summary.rows) 行，新增 \(summary.recorded) 条，已有 \(summary.alreadyRecorded) 条，未录入 \
            \(summary.refused) 行（其中与已有记录不同 \(summary.differing) 行） / \(summary.rows) rows, \
            \(summary.recorded) facts recorded, \(summary.alreadyRecorded) known, \(summary.refused) rows refused \
            (\(summary.differing) of them differ from what the book has)
            """)
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
