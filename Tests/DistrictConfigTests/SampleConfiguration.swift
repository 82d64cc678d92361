import DistrictConfig
import Foundation
import HubModel

/// A small configuration without mistakes, of which tests break one place or another.
struct SampleConfiguration {
    /// Path to text, below a folder of its own.
    var files: [String: String] = [
        "config/district.yaml": district, "config/subdistricts.csv": "code,name\n430105001,芙蓉北路街道\n430105002,东风路街道\n",
        "config/stations/S01.yaml": station("S01"), "config/stations/S02.yaml": station("S02"),
        "Plugins/instruments/gds-3.yaml": instrument, "Plugins/elderly-guardian/plugin.yaml": plugin,
        "Plugins/elderly-guardian/packages/elder-record.yaml": package,
        "Plugins/elderly-guardian/activities/tea-party.yaml": activity,
        "Plugins/elderly-guardian/follow-ups.yaml": followUps, "Plugins/elderly-guardian/counselling.yaml": counselling,
        "Plugins/elderly-guardian/outreach.yaml": outreach, "Plugins/elderly-guardian/rituals.yaml": rituals,
        "Plugins/elderly-guardian/indicators.yaml": indicators, "config/funding/lines.yaml": fundingLines,
        "config/funding/entity.yaml": fundingEntity, "config/funding/accounts.yaml": accounts,
        "config/funding/posting-rules.yaml": postingRules, "config/funding/rates.yaml": rates,
    ]

    /// Replaces a text that must occur in the file, at its first occurrence.
    func replacing(_ old: String, with new: String, in path: String) throws -> SampleConfiguration {
        var copy = self
        guard var text = files[path], let range = text.range(of: old) else { throw MissingText(path: path, text: old) }
        text.replaceSubrange(range, with: new)
        copy.files[path] = text
        return copy
    }

    /// Writes the files into a new folder for as long as `body` runs.
    func written<Result>(_ body: (_ config: URL, _ plugins: URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "district-config-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(folder.appending(path: "config"), folder.appending(path: "Plugins"))
    }

    func read() throws -> DistrictConfiguration {
        try written { try ConfigurationReader.read(config: $0, plugins: $1) }
    }

    /// Every mistake as `file:line:column key`, in order.
    func mistakes() throws -> [String] { try fullMistakes().map(\.place) }

    func fullMistakes() throws -> [ConfigurationMistake] {
        try written { config, plugins in
            do {
                _ = try ConfigurationReader.read(config: config, plugins: plugins)
                return []
            } catch let error as ConfigurationMistakes {
                return error.mistakes
            }
        }
    }

    struct MissingText: Error {
        var path: String
        var text: String
    }
}

extension ConfigurationMistake {
    var place: String { "\(file):\(line):\(column) \(key.rawValue)" }
}

extension SampleConfiguration {
    static let district = """
        code: sample
        name: {zh: 样区, en: Sample}
        timeZone: Asia/Shanghai
        smallCellLimit: 5
        overrideBounds:
          price: {minimumPercent: 50, maximumPercent: 120}
          capacity: {minimumPercent: 50, maximumPercent: 150}
          points: {minimumPercent: 50, maximumPercent: 200}
        ageBands: [0-17, 18-64, 65+]
        indicators:
          - {code: satisfaction, unit: percent, title: {zh: 满意率, en: Satisfaction}}
          - {code: hours, unit: count, title: {zh: 小时, en: Hours}}
        targets:
          - {indicator: satisfaction, value: 90}
        residentTags:
          - {code: lives-alone, title: {zh: 独居, en: Lives alone}}
        skills:
          - {code: elder-care, title: {zh: 陪护, en: Elder care}}
        roles:
          - {code: volunteer, title: {zh: 志愿者, en: Volunteer}}

        """

    static func station(_ code: String) -> String {
        """
        code: \(code)
        name: {zh: 甲站, en: Station}
        subdistrict: 430105001
        latitude: 28.2
        longitude: 112.9
        profile: elderly-guardian
        populationByAgeBand: {0-17: 10, 18-64: 20, 65+: 30}
        openingHours:
          monday: ["08:00-12:00", "14:00-17:00"]
        nightClinic:
          monday: ["18:30-20:30"]
        rooms:
          - {kind: hall, name: {zh: 厅, en: Hall}, capacity: 20}
        counsellors:
          - {code: c1, name: 王静, credential: nurse, weeklyHours: 20}
        packages:
          - {code: elder-record, priceYuan: 90.5}
        activities:
          - {code: tea-party, capacity: 20, points: 12}
        brand:
          name: {zh: 甲, en: A}
          slogan: {zh: 甲, en: A}
          palette: {primary: "#112233", secondary: "#445566", accent: "#778899"}
          logo: {glyph: 甲, shape: leaf}
          mascot: {name: {zh: 乙, en: B}, figure: {zh: 鸟, en: a bird}}
          storySlogan: {zh: 甲, en: A}
        commitments:
          - {indicator: satisfaction, baseline: 80, target: 90, deadline: 2027-06-30, change: points}

        """
    }

    static let instrument = """
        code: GDS-3
        version: 1.0.0
        title: {zh: 量表, en: Scale}
        source: Made up for tests.
        answerScale:
          - {value: 0, title: {zh: 否, en: "No"}}
          - {value: 1, title: {zh: 是, en: "Yes"}}
        items:
          - {topic: {zh: 一, en: One}, minimum: 0, maximum: 1, reversed: true}
          - {topic: {zh: 二, en: Two}, minimum: 0, maximum: 1}
          - {topic: {zh: 三, en: Three}, minimum: 0, maximum: 1}
        bands:
          - {severity: low, title: {zh: 低, en: Low}, lower: 0, upper: 1}
          - {severity: high, title: {zh: 高, en: High}, lower: 2, upper: 3}
        criticalItems:
          - {item: 3, atLeast: 1, reason: item3-positive}

        """

    static let plugin = """
        id: elderly-guardian
        version: 1.0.0
        apiVersion: 1
        module: ElderlyGuardian
        title: {zh: 银龄, en: Elders}
        summary: {zh: 银龄, en: Elders}
        instruments: [GDS-3]
        thresholds:
          gds3.station: 2

        """

    static let package = """
        code: elder-record
        title: {zh: 档案, en: Record}
        cycle: year
        eligibility: {minimumAge: 60, maximumAge: 100, anyTag: [lives-alone]}
        priceYuan: 100
        subsidies:
          - {tag: lives-alone, percent: 100}
          - {percent: 50}
        fundingLine: public-health
        items:
          - {code: opening, title: {zh: 建档, en: Opening}, countPerCycle: 1, priceYuan: 20.05}
          - {code: call, title: {zh: 电话, en: Call}, countPerCycle: 3, dueDays: [90, 180, 364]}

        """

    static let activity = """
        code: tea-party
        title: {zh: 茶话会, en: Tea party}
        capacity: 15
        minutes: 90
        points: 10
        settings: [community, village]
        staffing:
          - {role: volunteer, skills: [elder-care], count: 2}
        materials:
          - {zh: 茶, en: Tea}
        servicePlus: {partner: {zh: 文化馆, en: Cultural centre}}

        """
}

extension SampleConfiguration {
    /// The files of the shipped configuration.
    static func shipped() throws -> SampleConfiguration {
        var sample = SampleConfiguration()
        sample.files = [:]
        for folder in ["config", "Plugins"] {
            let paths = try FileManager.default.subpathsOfDirectory(
                atPath: Repository.root.appending(path: folder).path)
            for path in paths where path.hasSuffix(".yaml") || path.hasSuffix(".csv") {
                let file = Repository.root.appending(path: "\(folder)/\(path)")
                sample.files["\(folder)/\(path)"] = try String(contentsOf: file, encoding: .utf8)
            }
        }
        return sample
    }
}
