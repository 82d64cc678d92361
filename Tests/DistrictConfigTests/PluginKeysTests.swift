import DistrictConfig
import Foundation
import Testing

@Suite("Keys and needs of plugins in the configuration")
struct PluginKeysTests {
    private static let key = String(repeating: "A", count: 43)
    private static let other = "B" + String(repeating: "A", count: 42)

    private func read(_ text: String?) throws -> (keys: [TrustedPluginKey], mistakes: [String]) {
        var sample = SampleConfiguration()
        sample.files["config/plugin-keys.yaml"] = text
        return try sample.written { config, _ in
            do {
                return (try ConfigurationReader.readPluginKeys(config: config), [])
            } catch let error as ConfigurationMistakes {
                return ([], error.mistakes.map(\.place))
            }
        }
    }

    @Test func `without the file nobody is trusted`() throws {
        #expect(try read(nil).keys.isEmpty)
    }

    @Test func `each key has an id, 32 bytes, and a comment if wanted`() throws {
        let keys = try read(
            "- {id: district-2026, publicKey: \(Self.key), comment: The bureau's}\n- {id: b, publicKey: \(Self.other)}\n"
        ).keys
        #expect(keys.map(\.id) == ["district-2026", "b"])
        #expect(keys.map(\.publicKey.count) == [32, 32])
        #expect(keys.map(\.comment) == ["The bureau's", ""])
    }

    @Test(
        arguments: [
            ("district: x\n", ["1:1 wrong-type"]),
            ("- {id: A, publicKey: \(key)}\n", ["1:8 wrong-format"]),
            ("- {id: a, publicKey: abc}\n", ["1:22 wrong-format"]),
            ("- {id: a, publicKey: \(String(repeating: "A", count: 42))B}\n", ["1:22 wrong-format"]),
            ("- {id: a, privateKey: \(key)}\n", ["1:3 missing", "1:11 unknown-key"]),
            ("- {id: a, publicKey: \(key)}\n- {id: a, publicKey: \(other)}\n", ["2:8 duplicate-code"]),
            ("- {id: a, publicKey: \(key)}\n- {id: b, publicKey: \(key)}\n", ["2:22 duplicate-code"]),
        ] as [(String, [String])])
    func `mistakes are found at their place`(text: String, expected: [String]) throws {
        #expect(try read(text).mistakes == expected.map { "config/plugin-keys.yaml:\($0)" })
    }

    @Test(
        arguments: [
            ("requires: [{id: night-owls, from: 1.0.0, below: 2.0.0}]\n", []),
            ("awareOf: [night-owls]\n", []),
            ("requires: [{id: night-owls, from: 2.0.0, below: 1.10.0}]\n", ["contradiction"]),
            ("requires: [{id: night-owls, from: 2.0.0, below: 2.0.0}]\n", ["contradiction"]),
            ("requires: [{id: night-owls}]\n", ["missing"]),
            ("requires: [{id: night-owls, from: 1}]\n", ["wrong-format"]),
            ("requires: [night-owls]\n", ["wrong-type"]),
            ("awareOf: [elderly-guardian]\n", ["contradiction"]),
            ("awareOf: [night-owls, night-owls]\n", ["duplicate-code"]),
            ("requires: [{id: night-owls, from: 1.0.0}]\nawareOf: [night-owls]\n", ["duplicate-code"]),
            ("rooms: [counselling, group]\n", []), ("rooms: [ballroom]\n", ["unknown-name"]),
            ("rooms: [group, group]\n", ["duplicate-code"]),
            ("reasons: {older-carer: {zh: 由站点面谈, en: seen at the station}}\n", []),
            ("reasons: {older-carer: {zh: 由站点面谈}}\n", ["missing"]),
        ] as [(String, [String])])
    func `what a plugin needs is checked by itself`(text: String, expected: [String]) throws {
        var sample = SampleConfiguration()
        sample.files["Plugins/elderly-guardian/plugin.yaml"]? += text
        #expect(try sample.fullMistakes().map(\.key.rawValue) == expected)
    }
}
