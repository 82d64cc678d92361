import HubModel
import PluginKit

private enum ManifestKey: String, CaseIterable {
    case id, version, apiVersion, module, title, summary, instruments, rooms, reasons, thresholds, requires, awareOf
}

/// Reads `plugin.yaml`: the manifest and the thresholds of a profile's rules.
struct ManifestReader {
    /// The versions of the plugin interface that this program speaks.
    static let supportedAPIVersions = 1...1

    let instruments: Declarations

    struct Reading {
        var manifest: PluginManifest?
        var thresholds: [String: Int] = [:]
        /// What the manifest lists, also with mistakes; nil when not all of it could be read.
        var instruments: Declarations?
    }

    func read(
        _ value: Value, folder: String, plugins: inout Declarations, modules: inout Declarations
    ) -> Reading {
        guard let reader = MappingReader<ManifestKey>(value) else { return Reading() }
        let idValue = reader.required(.id)
        let id = idValue?.code(.lowercase)
        if let id, let idValue {
            plugins.declare(id, at: idValue.place, log: value.source.log)
            FileName.check(id, of: idValue, against: folder)
        }
        let version = reader.required(.version).flatMap(VersionText.read)
        let apiVersion = reader.required(.apiVersion)?.integer(in: Self.supportedAPIVersions)
        let module = reader.required(.module).flatMap { self.module($0, modules: &modules) }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let summary = reader.required(.summary)?.localizedText(atMost: 500)
        let list = reader.required(.instruments)
        let (codes, seen) = self.instruments(list)
        let rooms = reader.optional(.rooms).map(self.rooms) ?? []
        let reasons = reader.optional(.reasons).map(self.reasons) ?? [:]
        let thresholds = reader.optional(.thresholds).map(self.thresholds) ?? [:]
        let declared = list?.isList == true && list?.isCutOff == false ? seen : nil
        let needs = PluginNeedsReader(plugin: id).read(
            requires: reader.optional(.requires), awareOf: reader.optional(.awareOf))
        guard let id, let profile = ProfileCode(rawValue: id), let version, let apiVersion, let module, let title,
            let summary, list != nil
        else { return Reading(thresholds: thresholds, instruments: declared) }
        let manifest = PluginManifest(
            id: profile, version: version, apiVersion: apiVersion, module: module, title: title, summary: summary,
            instruments: codes, rooms: rooms.map(\.rawValue), reasons: reasons, requires: needs.requires,
            awareOf: needs.awareOf)
        return Reading(manifest: manifest, thresholds: thresholds, instruments: declared)
    }

    private func instruments(_ value: Value?) -> (codes: [String], seen: Declarations) {
        var seen = Declarations(what: LocalizedText(zh: "本定位的量表", en: "instrument of this profile"))
        let codes = value?.list().compactMap { element -> String? in
            guard let code = element.reference(to: instruments, form: .uppercase) else {
                // Said once, here; a rule that names it too is not wrong a second time.
                if let name = element.writtenText { seen.assume(name, at: element.place) }
                return nil
            }
            seen.declare(code, at: element.place, log: element.source.log)
            return code
        }
        return (codes ?? [], seen)
    }

    private func rooms(_ value: Value) -> [Room.Kind] {
        var seen = Declarations(what: LocalizedText(zh: "房间类型", en: "kind of room"))
        return value.list().compactMap { element in
            guard let kind = element.choice(of: Room.Kind.self) else { return nil }
            seen.declare(kind.rawValue, at: element.place, log: element.source.log)
            return kind
        }
    }

    private func reasons(_ value: Value) -> [String: LocalizedText] {
        var reasons: [String: LocalizedText] = [:]
        for (key, value) in value.entries() {
            guard let code = key.code(.lowercase), let text = value.localizedText(atMost: 200) else { continue }
            reasons[code] = text
        }
        return reasons
    }

    private func module(_ value: Value, modules: inout Declarations) -> String? {
        let expected = LocalizedText(
            zh: "Swift 模块名，如 ElderlyGuardian", en: "the name of a Swift module, e.g. ElderlyGuardian")
        guard let name = value.scalar(expected: expected) else { return nil }
        guard name.wholeMatch(of: /[A-Z][A-Za-z0-9_]{0,63}/) != nil else {
            value.report(
                .wrongFormat, zh: "“\(name.shortened)”不是模块名", en: "'\(name.shortened)' is not the name of a module",
                allowed: expected)
            return nil
        }
        modules.declare(name, at: value.place, log: value.source.log)
        return name
    }

    private func thresholds(_ value: Value) -> [String: Int] {
        var thresholds: [String: Int] = [:]
        for (key, value) in value.entries() {
            let name = key.code(.dotted)
            guard !value.isNull else {
                value.report(
                    .missing, zh: "键“\(name ?? "…")”没有值", en: "the key '\(name ?? "…")' has no value")
                continue
            }
            guard let number = value.integer(in: 0...1000), let name else { continue }
            thresholds[name] = number
        }
        return thresholds
    }
}
