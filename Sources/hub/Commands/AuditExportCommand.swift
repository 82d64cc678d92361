import ArgumentParser
import Configuration
import Foundation
import HubRuntime
import Identity
import Protection

/// Writes the audit trail as JSON lines. That it was exported is itself an entry, committed before the first line.
struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出审计记录，每行一个 JSON 对象 / Writes entries as JSON lines.")

    @OptionGroup var settings: SettingsOptions

    @Option(help: "起始时间（含），如 2026-03-01 或 2026-03-01T08:00:00Z / From this time on.")
    var from: String?

    @Option(help: "截止时间（不含）/ Before this time.")
    var to: String?

    @Option(help: "审计链，如 bureau、station/S07 / A chain.")
    var stream: String?

    @Option(help: "类型，如 sign-in、read / A type of events.")
    var type: String?

    @Option(help: "账号 / The account of a person.")
    var account: String?

    @Option(help: "写入文件（仅本人可读）而不是显示 / Writes a file that only its owner can read, instead of printing.")
    var output: String?

    func run() async throws {
        let reader = try await settings.reader()
        let filter = try filter()
        let file = try output.map { try PrivateFile.open($0) } ?? .standardOutput
        try await reader.withDatabase { database in
            try await ExportAuditTrail(database: database)(filter, telling: event(of: filter)) {
                try file.write(contentsOf: $0)
            }
        }
        if output != nil { try file.close() }
    }

    private func filter() throws -> AuditFilter {
        var filter = AuditFilter()
        filter.from = try from.map(Self.time)
        filter.until = try to.map(Self.time)
        filter.stream = try stream.map(Organization.init(argument:))
        if let type {
            guard let known = AuditEventType(rawValue: type) else {
                throw ValidationError("“\(type)”不是类型 / '\(type)' is not a type of events")
            }
            filter.type = known
        }
        if let account {
            guard let id = UUID(uuidString: account) else {
                throw ValidationError("“\(account)”不是账号标识 / '\(account)' is not the id of an account")
            }
            filter.account = id
        }
        return filter
    }

    private func event(of filter: AuditFilter) -> AuditEvent {
        var details: [AuditDetail: String] = [:]
        details[.from] = from
        details[.to] = to
        details[.type] = type
        details[.account] = account
        details[.operator] = RequestOrigin.commandOperator
        return AuditEvent(
            .export, .read, in: filter.stream ?? .bureau, by: .system, on: .init(.auditEvents),
            source: RequestOrigin.commandLine.address, details: details, at: Date())
    }

    /// A moment, or the beginning of a day in the machine's time zone.
    private static func time(_ text: String) throws -> Date {
        if let time = try? Date(text, strategy: .iso8601) { return time }
        let day = Date.ISO8601FormatStyle(timeZone: .current).year().month().day()
        guard let time = try? Date(text, strategy: day) else {
            throw ValidationError("“\(text)”不是时间 / '\(text)' is not a time such as 2026-03-01 or 2026-03-01T08:00:00Z")
        }
        return time
    }
}
