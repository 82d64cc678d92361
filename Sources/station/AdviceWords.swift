import HubModel
import PluginKit
import StationNode

/// What is to be done, for the person at the desk.
struct AdviceWords: CustomStringConvertible {
    let advice: StationAdvice

    init(_ advice: StationAdvice) { self.advice = advice }

    var description: String {
        var lines = ["\(advice.title.zh) / \(advice.title.en)  \(advice.plugin)  \(advice.today)"]
        for began in advice.substituted {
            lines.append(
                "签约时的插件 \(began.id)@\(began.version) 没有载入，按现有版本计算 / "
                    + "began under \(began.id)@\(began.version), which is not loaded; this version was asked")
        }
        if advice.actions.isEmpty { lines.append("没有要办的事 / nothing is due") }
        for action in advice.actions {
            lines.append("\(action.dueOn)  \(distance(to: action.dueOn))  \(action.title.zh) / \(action.title.en)")
            lines += action.reasons.map { "    \($0.text.zh) / \($0.text.en)" }
        }
        if !advice.actions.isEmpty {
            lines.append("电话和上门没有记录，按未做计算 / calls and visits are not recorded and count as not done")
        }
        return lines.joined(separator: "\n")
    }

    private func distance(to day: CivilDate) -> String {
        let days = day.days(since: advice.today)
        if days < 0 { return "逾期 \(-days) 天 / \(-days) \(days == -1 ? "day" : "days") overdue" }
        return days == 0 ? "今天 / today" : "还有 \(days) 天 / in \(days) \(days == 1 ? "day" : "days")"
    }
}
