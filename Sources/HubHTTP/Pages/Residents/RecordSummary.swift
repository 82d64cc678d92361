import DistrictConfig
import Foundation
import HubModel
import PageKit
import PluginKit

/// Says in a few plain words what a record holds.
struct RecordSummary {
    let configuration: DistrictConfiguration
    let formats: Formats

    private var language: Language { formats.language }

    /// - Returns: empty when the data says nothing that a person would read.
    func text(of kind: String, data: [UInt8]) -> String {
        guard let kind = FactKind(rawValue: kind) else { return "" }
        switch kind {
        case .residentRegistered: return read(data) { (it: ResidentRegistered) in registered(it) }
        case .consentGiven, .consentWithdrawn:
            return read(data) { (it: Consent) in [PurposeWords.text(of: it.purpose, language), it.textVersion] }
        case .screeningCompleted: return read(data) { (it: ScreeningCompleted) in screened(it) }
        case .activityAttended: return read(data) { (it: ActivityAttended) in [it.activity] }
        case .orderPlaced, .orderAccepted, .orderDelivered, .orderVerified, .orderCancelled:
            return read(data) { (it: OrderStep) in
                [item(it.item, of: it.package), formats.money(fen: it.amountFen), it.reason]
            }
        case .enrolmentStarted, .enrolmentItemDone, .enrolmentEnded:
            return read(data) { (it: EnrolmentStep) in [item(it.item, of: it.package), it.due, it.reason] }
        case .feedbackGiven: return read(data) { (it: FeedbackGiven) in ["\(it.score) / 5"] }
        case .activityHeld, .channelMeasured, .correction: return ""
        }
    }

    private func read<Value: Decodable>(_ data: [UInt8], _ words: (Value) -> [String?]) -> String {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(data)) else { return "" }
        return words(value).compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func registered(_ data: ResidentRegistered) -> [String?] {
        [data.birthYearBand, ResidentWords.sex(data.sex, language)] + data.tags.map { TagWords.text(of: $0, language) }
    }

    private func screened(_ data: ScreeningCompleted) -> [String?] {
        let instrument = configuration.instruments.first {
            $0.code == data.instrument && $0.version == data.instrumentVersion
        }
        let band = instrument?.bands.first { $0.severity == data.severity }
        let total = data.total.map { language == .zh ? "总分 \($0)" : "total \($0)" }
        return [
            data.instrument, total ?? FigureWords.incomplete(language), band?.title[language] ?? data.severity,
            CodeWords.text(of: data.triage.level.rawValue, language),
            TriageReasonWords.text(of: data.triage.reasons, own: configuration.ownTriageReasons, language),
        ]
    }

    /// Item and package by their names where the configuration has them.
    private func item(_ code: String?, of package: String) -> String {
        let known = configuration.profiles.values.lazy.flatMap(\.packages).first { $0.code == package }
        let name = known?.title[language] ?? package
        guard let code else { return name }
        return "\(name): \(known?.items.first { $0.code == code }?.title[language] ?? code)"
    }
}
