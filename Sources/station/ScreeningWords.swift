import HubModel
import PluginKit

/// What a screening came to, for the person at the desk. A result is never a diagnosis.
struct ScreeningWords: CustomStringConvertible {
    let screening: ScreeningCompleted
    /// Nil when the profile doesn't have it any more; bands are named by their code then.
    let instrument: Instrument?

    init(_ screening: ScreeningCompleted, instruments: [Instrument]) {
        self.screening = screening
        instrument = instruments.first { $0.code == screening.instrument && $0.version == screening.instrumentVersion }
    }

    var description: String {
        var lines = [result, "去向 / what follows: \(level.zh) / \(level.en)"]
        if screening.triage.sameDay { lines.append("须由专人当日查看 / a person must look at this today") }
        lines.append("筛查结果不是诊断 / a screening is not a diagnosis")
        return lines.joined(separator: "\n")
    }

    private var result: String {
        guard let total = screening.total, let severity = screening.severity else {
            let items = screening.unanswered.keys.compactMap(Int.init).sorted().map(String.init)
            return """
                \(screening.instrument) 未答完，不计总分；没有答案的题 / incomplete, so there is no total; items without an \
                answer: \(items.joined(separator: ", "))
                """
        }
        let title = instrument?.bands.first { $0.severity == severity }?.title
        return """
            \(screening.instrument) 总分 \(total)，分级 \(title?.zh ?? severity) / total \(total), band \
            \(title?.en ?? severity)
            """
    }

    private var level: LocalizedText {
        switch screening.triage.level {
        case .none where screening.total == nil: LocalizedText(zh: "未计分，请补答", en: "not scored; ask again")
        case .none: LocalizedText(zh: "按分数无须跟进", en: "nothing by the score")
        case .selfHelp: LocalizedText(zh: "自助支持", en: "self-help")
        case .station: LocalizedText(zh: "本站跟进", en: "care at the station")
        case .hospital: LocalizedText(zh: "建议转介医院", en: "referral to a hospital is advised")
        case .crisis: LocalizedText(zh: "危机处置", en: "crisis response")
        }
    }
}
