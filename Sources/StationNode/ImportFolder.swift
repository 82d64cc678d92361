import DistrictConfig
public import Foundation
public import Logging
public import ServiceLifecycle

/// Imports the CSV files of a folder while the station runs; a file that changes is imported again, which adds only what
/// is new.
///
/// A file is taken once two looks in a row find it unchanged: a row that is cut off while its file is being copied would
/// be recorded for good. One whose last line has no end has to stay unchanged for ``unendedSeconds``.
public actor ImportFolder: Service {
    /// Seconds after which a file counts as complete although its last line has no end.
    static let unendedSeconds = 60.0
    /// The longest wait in seconds for the second look at a file.
    private static let settleSeconds = 1.0

    private let folder: URL
    private let book: LocalBook
    private let importing: @Sendable () async throws -> CSVImport
    private let intervalSeconds: Double
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: StationSleep
    /// Kept once it can score, as long as the same decision of the hub on the station's offer is in force.
    private var scoring: (import: CSVImport, offer: Int64?)?

    /// - Parameters:
    ///   - intervalSeconds: between two looks into the folder.
    ///   - importing: asked again for each round with files until it can score, so that a plugin or a configuration that
    ///     comes later is noticed.
    public init(
        folder: URL, book: LocalBook, intervalSeconds: Double = 2, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping StationSleep = { try await Task.sleep(for: .seconds($0)) },
        importing: @escaping @Sendable () async throws -> CSVImport
    ) {
        self.folder = folder
        self.book = book
        self.importing = importing
        self.intervalSeconds = intervalSeconds
        self.logger = logger
        self.now = now
        self.sleep = sleep
    }

    /// Runs until shut down gracefully or cancelled.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.keepLooking() }
    }

    private func keepLooking() async {
        while !Task.isCancelled {
            var wait = intervalSeconds
            do {
                if try await importNew() { wait = min(wait, Self.settleSeconds) }
            } catch is CancellationError {
                return
            } catch {
                logger.error("the import folder could not be looked through", metadata: ["error": "\(error)"])
            }
            // Looked at rather than watched: a folder shared over a network tells nobody of its changes.
            do { try await sleep(wait) } catch { return }
        }
    }

    /// One look: imports every complete file that is new or has changed, in the order of their names. A file that fails
    /// stops no other, and is tried again at the next look when its fault may pass.
    ///
    /// - Returns: whether a file waits for the next look to show that it is complete.
    @discardableResult
    public func importNew() async throws -> Bool {
        let look = try await book.noteImportFiles(try files(), at: now())
        guard !look.complete.isEmpty else { return look.isWaiting }
        for file in look.complete {
            try Task.checkCancellation()
            do {
                try await take(file)
            } catch let error as CancellationError {
                throw error
            } catch let error as CSVImportError where !error.mayPass {
                try await book.noteImported(file, ImportSummary(), problem: "\(error)", at: now())
                logger.error("file refused", metadata: ["reason": "\(error)"])
            } catch {
                // It comes at every look, so it is said once.
                guard try await book.noteProblem("\(error)", with: file) else { continue }
                logger.error("file waits", metadata: ["file": "\(file.name)", "reason": "\(error)"])
            }
        }
        return look.isWaiting
    }

    private func take(_ file: ImportFile) async throws {
        let summary = try await currentImport().run(file.url)
        try await book.noteImported(file, summary, problem: nil, at: now())
        logger.info(
            "file imported",
            metadata: [
                "file": "\(file.name)", "rows": "\(summary.rows)", "recorded": "\(summary.recorded)",
                "known": "\(summary.alreadyRecorded)", "refused": "\(summary.refused)",
                "differing": "\(summary.differing)",
            ])
        for row in summary.refusals { logger.warning("row refused", metadata: ["row": "\(row)"]) }
    }

    private func currentImport() async throws -> CSVImport {
        let offer = try await book.offers().inForce(at: now())?.number
        if let scoring, scoring.offer == offer { return scoring.import }
        let current = try await importing()
        scoring = current.canScore ? (current, offer) : nil
        return current
    }

    private func files() throws -> [ImportFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(ImportFile.keys))
            .filter { $0.pathExtension.lowercased() == "csv" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { ImportFile($0) }
    }
}
