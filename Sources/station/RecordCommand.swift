import ArgumentParser
import DistrictConfig
import Foundation
import HubModel
import PluginKit
import StationNode

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a fact, or import CSV files.",
        discussion: """
            Kinds: \(FactKind.allCases.map(\.rawValue).joined(separator: ", ")).
            Importing a file again adds nothing. Rows that can't be recorded are named with their line; the exit status \
            is 1 then.
            """)

    @OptionGroup var options: BookOptions

    @Argument(help: "The kind of fact, e.g. activity.held.")
    var kind: String?

    @Option(help: "The data as a JSON object.")
    var data: String?

    @Option(
        name: .customLong("field"),
        help: ArgumentHelp("One member of the data; may be repeated.", valueName: "name=value"))
    var fields: [String] = []

    @Option(help: "The station's own key of the resident.")
    var resident: String?

    @Option(
        name: .customLong("occurred-at"), help: "RFC 3339, e.g. 2026-03-01T09:30:00+08:00; now unless said otherwise.")
    var occurredAt: String?

    @Option(help: "Who records it: staff:<id> or resident-link:<id>.")
    var actor = "staff:desk"

    @Option(help: "The fact's key where it comes from; the same key is recorded once.")
    var source: String?

    @OptionGroup var screening: ScreeningOptions

    @Option(name: .customLong("csv"), help: "A CSV file of screenings or facts; may be repeated.")
    var files: [String] = []

    func validate() throws {
        guard (kind == nil) != files.isEmpty else { throw ValidationError("name a kind of fact or --csv FILE") }
        guard data == nil || fields.isEmpty else { throw ValidationError("--data and --field exclude each other") }
    }

    func run() async throws {
        let book = try options.open()
        let settings = try await options.settings()
        if let kind {
            let draft = try await draft(kind, book: book, settings: settings)
            let instruments = await settings.instruments(of: book)
            do {
                guard let outcome = try await book.knowing(instruments).append([draft], at: Date()).first else {
                    return
                }
                if case .alreadyRecorded(let place, sameData: false) = outcome {
                    throw FactRefused.recordedOtherwise(at: place)
                }
                print("\(outcome.place)")
                guard draft.kind == .screeningCompleted else { return }
                let screening = try JSONDecoder().decode(ScreeningCompleted.self, from: Data(draft.data))
                print(ScreeningWords(screening, instruments: instruments))
            } catch let refused as FactRefused {
                throw CommandFailure("没有记录 / not recorded: \(refused)")
            }
        } else {
            try await importFiles(book, settings)
        }
    }

    private func draft(_ name: String, book: LocalBook, settings: StationSettings) async throws -> FactDraft {
        guard let kind = FactKind(rawValue: name) else { throw ValidationError("there is no kind '\(name)'") }
        let time = try occurredAt.map { text in
            guard let time = WrittenTime.read(text) else { throw ValidationError("'\(text)' is not an RFC 3339 time") }
            return time
        }
        let bytes: [UInt8]
        if kind == .screeningCompleted, data == nil {
            bytes = try await screening.data(book: book, settings: settings)
        } else {
            bytes = Array((try data ?? FieldList(fields).json()).utf8)
        }
        var named: [UInt8]?
        if kind == .enrolmentStarted {
            let installation = try? await settings.installation(of: book)
            named = Self.namingPlugin(bytes, installation)
            Self.warn(of: bytes, installation)
        }
        // The book keeps one registration a resident; with a key of its own it says when that was another one.
        let key = kind == .residentRegistered ? source ?? resident : source
        var draft = FactDraft(
            kind: kind, occurredAt: time ?? Date(), actor: actor,
            subject: resident.map { .localKey($0) } ?? .nobody, data: named ?? bytes,
            sourceKey: key.map { "record/\(kind.rawValue)/\($0)" })
        draft.isTimeAssumed = time == nil
        return draft
    }

    /// The data of an enrolment with the plugin that it begins under, which is asked about it for as long as it runs; nil
    /// when it names one already, can't be read, or the station's profile is not known.
    private static func namingPlugin(_ data: [UInt8], _ installation: StationInstallation?) -> [UInt8]? {
        guard let manifest = installation?.plugin.manifest,
            var object = try? JSONSerialization.jsonObject(with: Data(data)) as? [String: Any], object["plugin"] == nil
        else { return nil }
        object["plugin"] = ["id": manifest.id.rawValue, "version": manifest.version]
        return (try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)).map { Array($0) }
    }

    /// Says when the station doesn't offer the package: what was agreed is recorded all the same.
    private static func warn(of data: [UInt8], _ installation: StationInstallation?) {
        guard let installation, let step = try? JSONDecoder().decode(EnrolmentStep.self, from: Data(data)),
            !installation.station.packages.contains(where: { $0.code == step.package })
        else { return }
        let known = installation.plugin.packages.first { $0.code == step.package }?.title
        let words =
            "注意：本站现在不提供服务包“\(known?.zh ?? step.package)”，请核对 / note: the station does not offer "
            + "'\(known?.en ?? step.package)' now; make sure that this is right\n"
        FileHandle.standardError.write(Data(words.utf8))
    }

    private func importFiles(_ book: LocalBook, _ settings: StationSettings) async throws {
        let importing = try await settings.importing(into: book)
        var total = ImportSummary()
        for path in files {
            let file = URL(filePath: path)
            let progress = ProgressLine(file: file)
            let summary = try await importing.run(file) { progress.show($0) }
            progress.finish(summary)
            total.add(summary)
        }
        for row in total.refusals { FileHandle.standardError.write(Data("\(row)\n".utf8)) }
        if total.refused > 0 { throw ExitCode.failure }
    }
}
