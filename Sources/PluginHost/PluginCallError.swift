public import Foundation
public import HubModel

/// Why a request did not reach a plugin. What the plugin itself refuses is a `PluginFailure`.
public enum PluginCallError: Error, Codable, Hashable, Sendable {
    /// No plugin of this id and version is loaded; `loaded` are the ones that are, of the same id.
    case notLoaded(PluginKey, loaded: [PluginKey])
    /// The transport lost requests or made answers up.
    case wrongNumberOfAnswers(PluginKey)
}

extension PluginCallError: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { message.en }

    /// What is wrong and what to do about it.
    public var message: LocalizedText {
        switch self {
        case .notLoaded(let plugin, let loaded):
            let names = loaded.map(\.description).joined(separator: ", ")
            return LocalizedText(
                zh: "插件 \(plugin) 没有载入（已载入：\(names.isEmpty ? "无" : names)）；请安装该版本，或改用已载入的版本。",
                en: "plugin \(plugin) is not loaded (loaded: \(names.isEmpty ? "none" : names)); install that version "
                    + "or use one that is loaded")
        case .wrongNumberOfAnswers(let plugin):
            return LocalizedText(
                zh: "插件 \(plugin) 返回的答案数量与请求不符；请重新启动程序并报告此问题。",
                en: "plugin \(plugin) gave another number of answers than was asked for; restart the program and "
                    + "report it")
        }
    }
}
