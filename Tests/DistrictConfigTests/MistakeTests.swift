import DistrictConfig
import Foundation
import HubModel
import Testing

@Suite("Mistakes in the configuration")
struct MistakeTests {
    @Test func `the sample itself has none`() throws {
        #expect(try SampleConfiguration().mistakes() == [])
    }

    @Test(arguments: BrokenFile.districts + BrokenFile.stations + BrokenFile.plugins + BrokenFile.rules)
    func `each is found at its place, and nothing else`(broken: BrokenFile) throws {
        let sample = try SampleConfiguration().replacing(broken.old, with: broken.new, in: broken.file)
        let found = try sample.mistakes()
        #expect(Set(found) == Set(broken.expected), "found \(found)")
    }

    @Test func `those of several files come in one run, sorted`() throws {
        let sample = try SampleConfiguration()
            .replacing("latitude: 28.2", with: "latitude: 95", in: "config/stations/S02.yaml")
            .replacing("storySlogan", with: "storySlogon", in: "config/stations/S02.yaml")
            .replacing("rooms:", with: "room:", in: "config/stations/S01.yaml")
            .replacing("cycle: year", with: "cycle: eon", in: "Plugins/elderly-guardian/packages/elder-record.yaml")
            .replacing("lower: 2", with: "lower: 3", in: "Plugins/instruments/gds-3.yaml")
            .replacing("smallCellLimit: 5", with: "smallCellLimit: 0", in: "config/district.yaml")
        let found = try sample.mistakes()
        #expect(
            found == [
                "Plugins/elderly-guardian/packages/elder-record.yaml:3:8 unknown-name",
                "Plugins/instruments/gds-3.yaml:14:55 bands",
                "config/district.yaml:4:17 out-of-range",
                "config/stations/S01.yaml:1:1 missing",
                "config/stations/S01.yaml:12:1 unknown-key",
                "config/stations/S02.yaml:4:11 out-of-range",
                "config/stations/S02.yaml:21:3 missing",
                "config/stations/S02.yaml:26:3 unknown-key",
            ])
    }

    @Test func `an unknown key is answered with the allowed ones and the nearest`() throws {
        let sample = try SampleConfiguration().replacing(
            "weeklyHours", with: "weklyHours", in: "config/stations/S01.yaml")
        let mistake = try #require(try sample.fullMistakes().first { $0.key == .unknownKey })
        #expect(mistake.nearest == "weeklyHours")
        #expect(mistake.allowed?.en == "code, name, credential, weeklyHours, capability")
        #expect(
            mistake.message
                == "未知的键“weklyHours”；允许：code, name, credential, weeklyHours, capability；最接近：weeklyHours"
                + " / unknown key 'weklyHours'; allowed: code, name, credential, weeklyHours, capability; nearest: weeklyHours"
        )
    }

    @Test(
        arguments: BrokenFile.fundingEntity + BrokenFile.fundingAccounts + BrokenFile.fundingLines
            + BrokenFile.fundingRates + BrokenFile.postingRules)
    func `each of funding is found at its place, and nothing else`(broken: BrokenFile) throws {
        let sample = try SampleConfiguration().replacing(broken.old, with: broken.new, in: broken.file)
        let found = try sample.mistakes()
        #expect(Set(found) == Set(broken.expected), "found \(found)")
    }

    @Test(arguments: BrokenFile.mistyped + BrokenFile.mistypedFunding)
    func `what was mistyped is answered with the nearest name`(broken: BrokenFile, nearest: String) throws {
        let mistakes = try SampleConfiguration().replacing(broken.old, with: broken.new, in: broken.file).fullMistakes()
        #expect(mistakes.contains { $0.nearest == nearest && $0.allowed != nil }, "\(mistakes.map(\.message))")
    }

    @Test func `a file of rules under another name is not passed over`() throws {
        var sample = SampleConfiguration()
        sample.files["Plugins/elderly-guardian/followups.yaml"] = SampleConfiguration.followUps
        let mistakes = try sample.fullMistakes()
        #expect(mistakes.map(\.place) == ["Plugins/elderly-guardian/followups.yaml:1:1 file-name"])
        #expect(mistakes.first?.nearest == "follow-ups.yaml")
    }

    @Test func `a profile may have no rules, but the district has every file of funding`() throws {
        var sample = SampleConfiguration()
        for file in ["follow-ups", "counselling", "outreach", "rituals", "indicators"] {
            sample.files["Plugins/elderly-guardian/\(file).yaml"] = nil
        }
        #expect(try sample.mistakes() == [])
        for file in ["accounts", "entity", "lines", "posting-rules", "rates"] {
            var without = sample
            without.files["config/funding/\(file).yaml"] = nil
            #expect(try without.mistakes() == ["config/funding/\(file).yaml:1:1 unreadable"])
        }
    }

    @Test func `rules are not measured by a manifest or a budget that could not be read`() throws {
        let sample = try SampleConfiguration()
            .replacing("instruments: [GDS-3]", with: "instruments: GDS-3", in: "Plugins/elderly-guardian/plugin.yaml")
            .replacing("- code: public-health", with: "- code: \"public-health", in: "config/funding/lines.yaml")
        let mistakes = try sample.fullMistakes()
        #expect(Set(mistakes.map(\.file)) == ["Plugins/elderly-guardian/plugin.yaml", "config/funding/lines.yaml"])
    }

    @Test func `a code that is taken names the first place`() throws {
        var sample = SampleConfiguration()
        sample.files["config/stations/S03.yaml"] = SampleConfiguration.station("S01")
        let mistakes = try sample.fullMistakes()
        #expect(mistakes.map(\.key).sorted { $0.rawValue < $1.rawValue } == [.duplicateCode, .fileName])
        let duplicate = try #require(mistakes.first { $0.key == .duplicateCode })
        #expect(duplicate.file == "config/stations/S03.yaml")
        #expect(duplicate.problem.en.contains("config/stations/S01.yaml:1:7"))
    }

    @Test func `packages, activities, modules are unique over all profiles`() throws {
        var sample = SampleConfiguration()
        sample.files["Plugins/night-owls/plugin.yaml"] =
            SampleConfiguration.plugin.replacingOccurrences(of: "id: elderly-guardian", with: "id: night-owls")
        sample.files["Plugins/night-owls/packages/elder-record.yaml"] = SampleConfiguration.package
        sample.files["Plugins/night-owls/activities/tea-party.yaml"] = SampleConfiguration.activity
        #expect(
            try sample.mistakes() == [
                "Plugins/night-owls/activities/tea-party.yaml:1:7 duplicate-code",
                "Plugins/night-owls/packages/elder-record.yaml:1:7 duplicate-code",
                "Plugins/night-owls/plugin.yaml:4:9 duplicate-code",
            ])
    }

    @Test func `missing and stray files are named`() throws {
        var sample = SampleConfiguration()
        sample.files["Plugins/elderly-guardian/plugin.yaml"] = nil
        sample.files["config/stations/S04.yml"] = SampleConfiguration.station("S04")
        sample.files["config/stations/README.md"] = "Stations."
        sample.files["config/stations/S05.yaml"] = "# nothing yet\n"
        #expect(
            try sample.mistakes() == [
                "Plugins/elderly-guardian/plugin.yaml:1:1 unreadable",
                "config/stations/S04.yml:1:1 file-name",
                "config/stations/S05.yaml:1:1 missing",
            ])
    }

    @Test func `the printed lines count mistakes and files`() throws {
        let mistakes = ConfigurationMistakes([
            ConfigurationMistake(
                file: "b.yaml", line: 2, column: 1, key: .missing, problem: LocalizedText(zh: "缺", en: "missing")),
            ConfigurationMistake(
                file: "a.yaml", line: 10, column: 3, key: .missing, problem: LocalizedText(zh: "缺", en: "missing"),
                allowed: LocalizedText(zh: "甲", en: "x"), nearest: "y"),
            ConfigurationMistake(
                file: "a.yaml", line: 9, column: 30, key: .missing, problem: LocalizedText(zh: "缺", en: "missing")),
        ])
        #expect(
            ConfigCheck.report(for: mistakes) == [
                "a.yaml:9:30: 缺 / missing",
                "a.yaml:10:3: 缺；允许：甲；最接近：y / missing; allowed: x; nearest: y",
                "b.yaml:2:1: 缺 / missing",
                "共 2 个文件、3 处错误 / 3 mistakes in 2 files",
            ])
    }
}
