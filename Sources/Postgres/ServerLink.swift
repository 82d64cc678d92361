import CLibpq
import Logging

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The synchronous calls of libpq for one connection. Used on the connection's thread only.
final class ServerLink {
    let pointer: OpaquePointer
    private let notices: Unmanaged<NoticeSink>

    init(configuration: ConnectionConfiguration, logger: Logger) throws {
        let pairs = configuration.keywords
        var keys: [UnsafeMutablePointer<CChar>?] = pairs.map { strdup($0.0) } + [nil]
        var values: [UnsafeMutablePointer<CChar>?] = pairs.map { strdup($0.1) } + [nil]
        defer { for text in keys + values { free(text) } }
        let connected = keys.withUnsafeMutableBufferPointer { keys in
            values.withUnsafeMutableBufferPointer { values in
                keys.withMemoryRebound(to: UnsafePointer<CChar>?.self) { keys in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
                        PQconnectdbParams(keys.baseAddress, values.baseAddress, 0)
                    }
                }
            }
        }
        guard let connected else { throw PostgresError(.connectionFailed, "out of memory") }
        guard PQstatus(connected) == CONNECTION_OK else {
            let message = PQerrorMessage(connected).map { String(cString: $0) } ?? ""
            PQfinish(connected)
            throw PostgresError(.connectionFailed, message)
        }
        pointer = connected
        notices = Unmanaged.passRetained(NoticeSink(logger: logger))
        PQsetNoticeReceiver(pointer, { NoticeSink.receive($0, $1) }, notices.toOpaque())
    }

    deinit {
        PQfinish(pointer)
        notices.release()
    }

    var isAlive: Bool { PQstatus(pointer) == CONNECTION_OK }
    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(pointer) }
    var isIdle: Bool { transactionStatus == PQTRANS_IDLE }

    /// Whether the server has closed the connection or sent something unasked, without a round trip.
    func looksClosed() -> Bool {
        var descriptor = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 0) > 0 else { return false }
        // A notice or a notification is readable too. A server that ends the connection says so in a notice first.
        guard PQconsumeInput(pointer) == 1, isAlive else { return true }
        _ = PQisBusy(pointer)
        return notices.takeUnretainedValue().sawEnd || !isAlive
    }

    func sendPrepared(_ name: UnsafePointer<CChar>, _ binds: Query.Binds) -> Bool {
        withParameters(binds) { values, lengths, formats in
            PQsendQueryPrepared(pointer, name, Int32(binds.slots.count), values, lengths, formats, 1) == 1
        }
    }

    func sendUnnamed(_ query: Query) -> Bool {
        withParameters(query.binds) { values, lengths, formats in
            let types = query.binds.slots.map(\.type.oid)
            return PQsendQueryParams(pointer, query.sql, Int32(types.count), types, values, lengths, formats, 1) == 1
        }
    }

    func sendPrepare(_ entry: StatementCache.Entry) -> Bool {
        let types = entry.key.types
        return PQsendPrepare(pointer, entry.name, entry.key.sql, Int32(types.count), types) == 1
    }

    private func withParameters(
        _ binds: Query.Binds,
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Bool
    ) -> Bool {
        let count = binds.slots.count
        if count == 0 { return body(nil, nil, nil) }
        return binds.buffer.storage.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 2) { numbers in
                    for (index, slot) in binds.slots.enumerated() {
                        let start = bytes.baseAddress.map { $0 + slot.offset }
                        values.initializeElement(
                            at: index, to: slot.length < 0 ? nil : start?.assumingMemoryBound(to: CChar.self))
                        numbers.initializeElement(at: index, to: max(0, slot.length))
                        numbers.initializeElement(at: count + index, to: 1)
                    }
                    let lengths = UnsafePointer(numbers.baseAddress.unsafelyUnwrapped)
                    return body(UnsafePointer(values.baseAddress), lengths, lengths + count)
                }
            }
        }
    }

    /// Quotes a string constant for the text of a statement.
    func literal(_ text: String) throws -> String {
        guard !text.utf8.contains(0) else { throw PostgresError(.misuse, "a setting's value holds a zero byte") }
        guard let quoted = PQescapeLiteral(pointer, text, text.utf8.count) else {
            throw PostgresError(.misuse, "a setting's value is not valid UTF-8")
        }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }

    /// The message of the connection, where no result holds a report.
    var message: String { PQerrorMessage(pointer).map { String(cString: $0) } ?? "" }
}

/// Where the server's notices go: to the log, without their text, which may quote values.
private final class NoticeSink {
    let logger: Logger
    /// Whether the server has said that it ends the connection.
    private(set) var sawEnd = false

    init(logger: Logger) {
        self.logger = logger
    }

    static func receive(_ argument: UnsafeMutableRawPointer?, _ result: OpaquePointer?) {
        guard let argument, let report = ServerReport(result) else { return }
        let sink = Unmanaged<NoticeSink>.fromOpaque(argument).takeUnretainedValue()
        if report.endsConnection { sink.sawEnd = true }
        sink.logger.debug(
            "notice of the server", metadata: ["severity": "\(report.severity)", "sqlstate": "\(report.sqlState)"])
    }
}
