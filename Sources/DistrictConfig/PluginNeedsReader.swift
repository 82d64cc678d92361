import HubModel
import PluginKit

private enum RequirementKey: String, CaseIterable {
    case id, from, below
}

/// Reads which other plugins one requires and is aware of. Whether these are there shows only when all plugins are known.
struct PluginNeedsReader {
    /// The plugin's own id.
    let plugin: String?

    func read(requires: Value?, awareOf: Value?) -> (requires: [PluginRequirement], awareOf: [ProfileCode]) {
        var named = Declarations(what: LocalizedText(zh: "所需插件", en: "needed plugin"))
        let requirements = requires?.list().compactMap { requirement($0, named: &named) } ?? []
        let aware = awareOf?.list().compactMap { other($0, named: &named) } ?? []
        return (requirements, aware)
    }

    private func requirement(_ value: Value, named: inout Declarations) -> PluginRequirement? {
        guard let reader = MappingReader<RequirementKey>(value) else { return nil }
        let id = reader.required(.id).flatMap { other($0, named: &named) }
        let from = reader.required(.from).flatMap(VersionText.read)
        let belowValue = reader.optional(.below)
        let below = belowValue.flatMap(VersionText.read)
        guard let id, let from else { return nil }
        if let below, let belowValue, !VersionText.isLower(from, than: below) {
            belowValue.report(
                .contradiction, zh: "版本范围 \(from) 至 \(below) 是空的",
                en: "no version is from \(from) and below \(below)",
                allowed: LocalizedText(zh: "高于 \(from) 的版本", en: "a version above \(from)"))
            return nil
        }
        return PluginRequirement(id: id, from: from, below: below)
    }

    private func other(_ value: Value, named: inout Declarations) -> ProfileCode? {
        guard let code = value.code(.lowercase) else { return nil }
        guard code != plugin else {
            value.report(
                .contradiction, zh: "插件不能依赖自己“\(code)”", en: "a plugin can't need itself, '\(code)'",
                allowed: LocalizedText(zh: "其他插件的 id", en: "the id of another plugin"))
            return nil
        }
        named.declare(code, at: value.place, log: value.source.log)
        return ProfileCode(rawValue: code)
    }
}
