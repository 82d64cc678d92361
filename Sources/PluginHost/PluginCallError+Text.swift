public import Foundation
public import HubModel

extension PluginCallError: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { message.en }

    /// What is wrong and what to do about it.
    public var message: LocalizedText { LocalizedText(zh: chinese, en: english) }

    private static func list(_ loaded: [PluginKey], none: String) -> String {
        loaded.isEmpty ? none : loaded.map(\.description).joined(separator: ", ")
    }

    private var chinese: String {
        switch self {
        case .notLoaded(let plugin, let loaded):
            "插件 \(plugin) 没有载入（已载入：\(Self.list(loaded, none: "无"))）；请安装该版本，或改用已载入的版本。"
        case .wrongNumberOfAnswers(let plugin):
            "插件 \(plugin) 返回的答案数量与请求不符；请重新启动程序并报告此问题。"
        case .workerMissing(let path):
            "找不到插件进程程序 \(path)；请编译产品 \(PluginWorker.programName) 并放到那里，与主程序同一文件夹。"
        case .workerNotStarted(let plugin, let reason):
            "插件 \(plugin) 的进程无法启动：\(reason.zh)"
        case .crashed(let plugin, let death):
            "插件 \(plugin) 的进程崩溃（\(death.chinese)），已自动重启，本次请求没有结果；可重试一次，若再次发生请把请求内容与插件版本报告给插件作者。"
        case .timedOut(let plugin, let limit):
            "插件 \(plugin) 在 \(limit) 毫秒内没有回答，进程已被终止并重启；请减小批量后重试，若再次发生请报告给插件作者。"
        case .outOfMemory(let plugin, let limit):
            "插件 \(plugin) 用尽了 \(limit) MiB 内存，进程已终止并重启；请减小批量后重试，若再次发生请报告给插件作者。"
        case .unusableAnswer(let plugin, let defect):
            "插件 \(plugin) 的进程返回了无法使用的回答（\(defect.chinese)），已终止并重启；请确认插件进程程序与主程序为同一版本，并报告此问题。"
        case .circuitOpen(let plugin, let until):
            "插件 \(plugin) 连续失败，已暂停使用，\(Self.time(until)) 之后再试；请在运维页面查看最近一次失败的原因，必要时换用其他版本。"
        case .batchTooLarge(let plugin, let bytes, let maximum):
            "发给插件 \(plugin) 的一批请求有 \(bytes) 字节，上限为 \(maximum) 字节；请拆成较小的批次。"
        }
    }

    private var english: String {
        switch self {
        case .notLoaded(let plugin, let loaded):
            "plugin \(plugin) is not loaded (loaded: \(Self.list(loaded, none: "none"))); install that version "
                + "or use one that is loaded"
        case .wrongNumberOfAnswers(let plugin):
            "plugin \(plugin) gave another number of answers than was asked for; restart the program and "
                + "report it"
        case .workerMissing(let path):
            "there is no program for plugins to run in at \(path); build the product \(PluginWorker.programName) and "
                + "put it there, beside the main program"
        case .workerNotStarted(let plugin, let reason):
            "the process of plugin \(plugin) can't be started: \(reason.en)"
        case .crashed(let plugin, let death):
            "the process of plugin \(plugin) crashed (\(death.english)) and is started again; this call has no answer: "
                + "try once more, and if it happens again report request and plugin version to the plugin's author"
        case .timedOut(let plugin, let limit):
            "plugin \(plugin) did not answer within \(limit) ms; its process was killed and is started again: try a "
                + "smaller batch, and if it happens again report it to the plugin's author"
        case .outOfMemory(let plugin, let limit):
            "plugin \(plugin) used up its \(limit) MiB of memory; its process ended and is started again: try a "
                + "smaller batch, and if it happens again report it to the plugin's author"
        case .unusableAnswer(let plugin, let defect):
            "the process of plugin \(plugin) gave an answer that can't be used (\(defect.english)); it was killed and is "
                + "started again: make sure that worker and main program are of the same version, and report it"
        case .circuitOpen(let plugin, let until):
            "plugin \(plugin) failed several times running and is not asked until \(Self.time(until)); see its last "
                + "failure on the operations page and use another version if need be"
        case .batchTooLarge(let plugin, let bytes, let maximum):
            "a batch for plugin \(plugin) has \(bytes) bytes, but \(maximum) is the most; split it into smaller ones"
        }
    }

    private static func time(_ date: Date) -> String { date.formatted(.iso8601) }
}
