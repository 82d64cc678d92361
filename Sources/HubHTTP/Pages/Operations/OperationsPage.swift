import Foundation
import HubModel
import PageKit
import PluginHost

/// How the plugins are doing: every text is ready.
struct OperationsPage: PageModel {
    static let template = "operations"

    struct Plugin: Sendable {
        let title: String
        let code: String
        let version: String
        let state: String
        let isWell: Bool
        /// What the state means for those who ask; nil when all is well.
        let effect: String?
        let process: String
        let calls: String
        let failures: String
        let restarts: String
        let failure: Failure?
    }

    struct Failure: Sendable {
        let text: String
        let time: String
        let fullTime: String
    }

    struct Refused: Sendable {
        let title: String
        let folder: String
        let version: String
        let reason: String
    }

    var frame: PageFrame
    let words: Words<OperationsWords>
    let summary: String
    let isWell: Bool
    let asOf: String
    let plugins: [Plugin]
    let isEmpty: Bool
    let refused: [Refused]

    /// - Parameter titles: of the profiles that are loaded.
    init(
        _ status: [PluginStatus], refused: [RefusedPlugin], titles: [ProfileCode: LocalizedText], frame: PageFrame,
        formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        let troubled = status.count { $0.state != .running } + refused.count
        isWell = troubled == 0 && !status.isEmpty
        summary =
            isWell
            ? OperationsWords.allWell(language).replacing("{n}", with: formats.number(Int64(status.count)))
            : status.isEmpty && refused.isEmpty
                ? OperationsWords.nothingLoaded(language)
                : OperationsWords.troubled(language).replacing("{n}", with: formats.number(Int64(troubled)))
        asOf = "\(FrameWords.asOf(language)) \(formats.clock(formats.now))"
        plugins = status.map { Plugin($0, title: titles[$0.plugin.id], formats) }
        isEmpty = status.isEmpty
        self.refused = refused.map { Refused($0, title: $0.id.flatMap { titles[$0] }, language) }
    }
}

extension OperationsPage.Plugin {
    init(_ status: PluginStatus, title: LocalizedText?, _ formats: Formats) {
        let language = formats.language
        code = status.plugin.id.rawValue
        self.title = title?[language] ?? code
        version = status.plugin.version
        isWell = status.state == .running
        state = OperationsWords(status.state)(language)
        effect =
            switch status.state {
            case .running: nil
            case .restarting: OperationsWords.restartingEffect(language)
            case .circuitOpen: OperationsWords.pausedEffect(language)
            }
        process =
            if let id = status.processID {
                OperationsWords.ownProcess(language).replacing("{n}", with: "\(id)")
            } else {
                (isWell ? OperationsWords.inHub : .noProcess)(language)
            }
        calls = formats.number(Int64(status.calls))
        failures = formats.number(Int64(status.failures))
        restarts = formats.number(Int64(status.restarts))
        failure = status.lastFailure.map {
            OperationsPage.Failure(
                text: $0.message[language], time: formats.moment($0.at), fullTime: formats.full($0.at))
        }
    }
}

extension OperationsPage.Refused {
    init(_ plugin: RefusedPlugin, title: LocalizedText?, _ language: Language) {
        self.title = title?[language] ?? plugin.id?.rawValue ?? OperationsWords.unknownPlugin(language)
        folder = plugin.folder
        version = plugin.version ?? "–"
        reason = plugin.reason.message[language]
    }
}
