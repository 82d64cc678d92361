public import Foundation
public import HubModel

/// Why an installed plugin is not loaded, by the step that refused it.
public enum PluginRefusal: Error, Hashable, Sendable {
    /// The bundle is not one that this hub may load.
    case bundle(BundleRefusal)
    /// Its verified copy could not be written.
    case copy(String)
    /// Its YAML has mistakes; each is a line `file:line:column: …`.
    case content([String])
    /// `plugin.yaml` says another thing than `bundle.json` did.
    case manifestsDiffer(key: String, bundle: String, plugin: String)
    /// It brings something that another plugin brings already.
    case taken(what: LocalizedText, code: String, by: PluginKey)
    /// What it needs is not there.
    case graph(PluginGraphRefusal)
    /// Its library could not be started.
    case load(PluginLoadError)
    /// Its worker process or the like could not be started.
    case failed(String)
}

extension PluginRefusal: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { "\(message.zh) / \(message.en)" }

    /// What is wrong and what to do about it.
    public var message: LocalizedText {
        switch self {
        case .bundle(let refusal): refusal.message
        case .copy(let reason):
            LocalizedText(
                zh: "无法写入核验后的副本（\(reason)）；请检查存放副本的目录。",
                en: "its verified copy can't be written (\(reason)); check the folder for copies")
        case .content(let lines):
            LocalizedText(
                zh: "内容有 \(lines.count) 处错误：\(lines.joined(separator: "\n"))",
                en: "its content has \(lines.count) \(lines.count == 1 ? "mistake" : "mistakes"): "
                    + lines.joined(separator: "\n"))
        case .manifestsDiffer(let key, let bundle, let plugin):
            LocalizedText(
                zh: "\(key) 在 bundle.json 中为 \(bundle.quoted)，在 plugin.yaml 中为 \(plugin.quoted)；请重新生成插件包。",
                en:
                    "\(key) is \(bundle.quoted) in bundle.json and \(plugin.quoted) in plugin.yaml; make the bundle again"
            )
        case .taken(let what, let code, let other):
            LocalizedText(
                zh: "\(what.zh)“\(code)”已由插件 \(other) 提供；请改用其他代码。",
                en: "the \(what.en) '\(code)' comes with plugin \(other) already; use another code")
        case .graph(let refusal): refusal.message
        case .load(let error): error.message
        case .failed(let reason):
            LocalizedText(zh: "无法启动（\(reason)）；请查看日志。", en: "it can't be started (\(reason)); see the log")
        }
    }
}
