import ArgumentParser
import Foundation
import HubModel
import PluginHost
import PluginKit
import StationNode

struct AdviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Say what is to be done for a resident 下一步, by the book and the station's plugin, also offline.")

    @OptionGroup var options: BookOptions

    @Argument(help: "The station's own key of the resident, or the resident's id.")
    var resident: String

    @Option(help: "How many days ahead to look, 0 to 366.")
    var days = 14

    func validate() throws {
        guard (0...366).contains(days) else { throw ValidationError("--days is from 0 to 366") }
    }

    func run() async throws {
        let book = try options.open()
        let settings = try await options.settings()
        guard let id = try await book.resident(named: resident) else {
            throw CommandFailure("账本中没有这位居民 / the book has no such resident: \(resident)")
        }
        guard let profile = try await settings.profile(of: book) else {
            throw ValidationError("advice needs the station's configuration (XINLIAN_CONFIG, XINLIAN_PLUGINS)")
        }
        let facts = try await book.facts(about: id, in: profile.timeZone)
        do {
            print(AdviceWords(try await profile.advise(on: facts, days: days, at: Date())))
        } catch {
            let words = PluginHost.words(for: error)
            throw CommandFailure("没有答案 / no answer: \(words.zh) / \(words.en)")
        }
    }
}

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
