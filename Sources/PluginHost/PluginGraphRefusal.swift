import DistrictConfig
public import Foundation
public import HubModel
public import PluginKit

/// Why a plugin can't be loaded although it is in order by itself.
public enum PluginGraphRefusal: Error, Hashable, Sendable {
    /// Several of this id and version are there; nobody can tell which one is meant, so none is loaded.
    case sameVersionTwice(PluginKey, places: [String])
    case requirementMissing(PluginKey, PluginRequirement, nearest: String?)
    /// The required plugin is there, in no version that will do.
    case requirementVersion(PluginKey, PluginRequirement, found: [String])
    /// The version that would do is refused itself.
    case requirementRefused(PluginKey, PluginRequirement, refused: PluginKey)
    /// The path begins and ends with this plugin.
    case cycle(PluginKey, path: [PluginKey])

    static func nearest(_ id: ProfileCode, among ids: some Sequence<String>) -> String? {
        NearestName.of(id.rawValue, among: ids)
    }
}

extension PluginGraphRefusal: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { message.en }

    /// What is wrong and what to do about it.
    public var message: LocalizedText {
        switch self {
        case .sameVersionTwice(let key, let places):
            LocalizedText(
                zh: "插件 \(key) 出现多次（\(places.listed("无"))）；请只保留一个。",
                en: "plugin \(key) is there more than once (\(places.listed("none"))); keep one of them")
        case .requirementMissing(let key, let requirement, let nearest):
            LocalizedText(
                zh: "插件 \(key) 需要 \(requirement)，但没有安装\(nearest.map { "（最接近：\($0)）" } ?? "")；请安装它。",
                en: "plugin \(key) requires \(requirement), which is not installed"
                    + "\(nearest.map { " (nearest: \($0))" } ?? ""); install it")
        case .requirementVersion(let key, let requirement, let found):
            LocalizedText(
                zh: "插件 \(key) 需要 \(requirement)，已安装的版本为 \(found.listed("无"))；请安装合适的版本。",
                en:
                    "plugin \(key) requires \(requirement), installed are \(found.listed("none")); install a version that will "
                    + "do")
        case .requirementRefused(let key, let requirement, let refused):
            LocalizedText(
                zh: "插件 \(key) 需要 \(requirement)，而 \(refused) 未被接受；请先解决它的问题。",
                en: "plugin \(key) requires \(requirement), and \(refused) is refused; solve that first")
        case .cycle(let key, let path):
            LocalizedText(
                zh: "插件 \(key) 在依赖环中：\(Self.text(path))；请在其中一个的 plugin.yaml 里去掉依赖。",
                en:
                    "plugin \(key) is in a cycle: \(Self.text(path)); take one of these out of the plugin.yaml before it"
            )
        }
    }

    private static func text(_ path: [PluginKey]) -> String {
        // Versions are told only where two of one plugin take part.
        let isPlain = Set(path.map(\.id)).count == Set(path).count
        return path.map { isPlain ? $0.id.rawValue : $0.description }.joined(separator: " -> ")
    }
}
