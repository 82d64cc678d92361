import FactLog
public import Foundation
import GRDB
public import HubModel
public import PluginKit

/// The station's own record of everything that happened there: an append-only chain of facts and the outbox of what
/// the hub has not acknowledged, in one SQLite file.
///
/// Several processes may open the same book. A fact is durable once ``append(_:at:)`` returns; it is never changed or
/// deleted, and leaves only the outbox when the hub has acknowledged it.
public final class LocalBook: Sendable {
    /// The tenant whose facts the book holds.
    public let station: StationCode
    let pool: DatabasePool
    let rules: FactRules

    private init(station: StationCode, pool: DatabasePool, rules: FactRules = FactRules()) {
        self.station = station
        self.pool = pool
        self.rules = rules
    }

    /// The same book for recording screenings with these instruments; without any it refuses screenings.
    public func knowing(_ instruments: [Instrument]) -> LocalBook {
        LocalBook(station: station, pool: pool, rules: FactRules(instruments: instruments))
    }

    /// Makes a new book for a station in `folder`, which only its owner can read afterwards. When that is interrupted,
    /// there is no book, and it can be made again.
    ///
    /// - Throws: ``LocalBookError/alreadyExists(folder:)`` when there is one; errors of the file system or SQLite.
    public static func create(in folder: URL, station: StationCode, at now: Date) throws -> LocalBook {
        try create(in: folder, station: station, at: now, beforeNaming: {})
    }

    /// - Parameter beforeNaming: runs when the book is whole and has not its name yet.
    static func create(
        in folder: URL, station: StationCode, at now: Date, beforeNaming: () throws -> Void
    ) throws -> LocalBook {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard !FileManager.default.fileExists(atPath: file(in: folder).path) else {
            throw LocalBookError.alreadyExists(folder: folder.path)
        }
        let unfinished = folder.appending(component: "book.unfinished")
        for leftover in ["", "-journal"] {
            let path = unfinished.path + leftover
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
        // SQLite gives its side files the permissions of the main one, so it has to be there first.
        try Data().write(to: unfinished, options: .withoutOverwriting)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: unfinished.path)
        try fill(unfinished, station: station, at: now)
        try beforeNaming()
        // Unlike a rename, a link replaces no book that another process made meanwhile.
        if link(unfinished.path, file(in: folder).path) == 0 {
            try FileManager.default.removeItem(at: unfinished)
        } else if errno == EEXIST {
            throw LocalBookError.alreadyExists(folder: folder.path)
        } else {
            try FileManager.default.moveItem(at: unfinished, to: file(in: folder))
        }
        return try open(in: folder)
    }

    /// Makes the tables and the genesis in a file without a write-ahead log, which is then whole by itself.
    private static func fill(_ file: URL, station: StationCode, at now: Date) throws {
        let queue = try DatabaseQueue(path: file.path)
        try BookSchema.migrator.migrate(queue)
        try queue.write { database in
            let genesis = FactChain.genesis(station: station, origin: .station, epoch: 1)
            try database.execute(
                sql: "INSERT INTO book VALUES (1, ?, 1, ?)", arguments: [station.rawValue, now.milliseconds])
            try database.execute(sql: "INSERT INTO chain_head VALUES (1, 0, ?)", arguments: [Data(genesis.bytes)])
        }
        try queue.close()
    }

    /// Opens the book in `folder` and brings its tables up to date.
    ///
    /// - Throws: ``LocalBookError/missing(folder:)`` or ``LocalBookError/damaged(_:)``; errors of SQLite.
    public static func open(in folder: URL) throws -> LocalBook {
        guard FileManager.default.fileExists(atPath: file(in: folder).path) else {
            throw LocalBookError.missing(folder: folder.path)
        }
        let pool = try openPool(in: folder)
        let code = try pool.read { try String.fetchOne($0, sql: "SELECT station FROM book") }
        guard let code else { throw LocalBookError.missing(folder: folder.path) }
        guard let station = StationCode(rawValue: code) else { throw LocalBookError.damaged("station") }
        return LocalBook(station: station, pool: pool)
    }

    /// The SQLite file in the folder of a book.
    public static func file(in folder: URL) -> URL { folder.appending(component: "book.sqlite") }

    private static func openPool(in folder: URL) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "xinlian-book"
        // Other processes append to the same book; each of their transactions is short.
        configuration.busyMode = .timeout(30)
        let pool = try DatabasePool(path: file(in: folder).path, configuration: configuration)
        // GRDB asks for NORMAL, which may lose the last commits at a power failure.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try bringUpToDate(pool, in: folder)
        return pool
    }

    /// Several programs may open a book at once after an update. The migrator reads what was applied before it takes
    /// SQLite's lock, so only one of them at a time may look and apply.
    private static func bringUpToDate(_ pool: DatabasePool, in folder: URL) throws {
        if try pool.read(BookSchema.migrator.hasCompletedMigrations) { return }
        try BookLock.hold(folder.appending(component: "book.lock").path) { try BookSchema.migrator.migrate(pool) }
    }

    /// Closes the file; every later call throws.
    public func close() throws { try pool.close() }
}

extension Date {
    /// Milliseconds since 1970, rounded down as on the wire.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
