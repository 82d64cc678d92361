import Testing

/// One way to break the sample configuration, and every mistake that must be found for it.
struct BrokenFile: CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    /// `line:column key` in `file`, or `file:line:column key` elsewhere.
    var expected: [String]

    var testDescription: String { "\(file): \(old.debugDescription) -> \(new.debugDescription)" }

    init(_ file: String, _ old: String, _ new: String, _ expected: String...) {
        self.file = file
        self.old = old
        self.new = new
        self.expected = expected.map { $0.first?.isNumber == true ? "\(file):\($0)" : $0 }
    }
}

extension BrokenFile {
    private static let district = "config/district.yaml"
    private static let station = "config/stations/S02.yaml"
    private static let instrument = "Plugins/instruments/gds-3.yaml"
    private static let plugin = "Plugins/elderly-guardian/plugin.yaml"
    private static let package = "Plugins/elderly-guardian/packages/elder-record.yaml"
    private static let activity = "Plugins/elderly-guardian/activities/tea-party.yaml"

    /// A counsellor with these dimensions and the four others.
    private static func capability(_ first: String) -> String {
        "weeklyHours: 20, capability: {\(first), sectorKnowledge: 1, techniqueFit: 1, culturalSensitivity: 1, technology: 1}"
    }

    static let districts = [
        BrokenFile(district, "timeZone: Asia/Shanghai", "timeZone: Asia/Shangai", "3:11 unknown-name"),
        BrokenFile(district, "smallCellLimit: 5", "smallCellLimit: 1", "4:17 out-of-range"),
        BrokenFile(district, "smallCellLimit: 5", "smallCellLimit: five", "4:17 wrong-type"),
        BrokenFile(district, "smallCellLimit: 5", "smallCellLimits: 5", "4:1 unknown-key"),
        BrokenFile(district, "smallCellLimit: 5", "smallCellLimit:", "4:1 missing"),
        BrokenFile(district, "code: sample\n", "", "1:1 missing"),
        BrokenFile(district, "code: sample", "code: Sample", "1:7 wrong-format"),
        BrokenFile(district, "maximumPercent: 120", "maximumPercent: 99", "6:47 out-of-range"),
        BrokenFile(district, "0-17, 18-64", "0-17, 19-64", "9:18 bands"),
        BrokenFile(district, "0-17, 18-64", "0-17, 17-64", "9:18 bands"),
        BrokenFile(district, "0-17, 18-64", "1-17, 18-64", "9:12 bands"),
        BrokenFile(district, "18-64, 65+", "18-64, 65-120", "9:11 bands"),
        BrokenFile(district, "18-64, 65+", "18-64, 65plus", "9:25 wrong-format"),
        BrokenFile(district, "{code: hours, unit", "{code: satisfaction, unit", "12:12 duplicate-code"),
        BrokenFile(district, "indicator: satisfaction, value", "indicator: satisfacton, value", "14:17 unknown-name"),
        BrokenFile(district, "value: 90", "value: 101", "14:38 out-of-range"),
        BrokenFile(
            district, "roles:\n",
            "departments:\n  - {code: civil, title: {zh: 民政, en: Civil}}\n"
                + "  - {code: civil, title: {zh: 民政, en: Civil}}\nroles:\n", "21:12 duplicate-code"),
        BrokenFile(
            district, "roles:\n", "departments:\n  - {code: Civil affairs, title: {zh: 民政, en: Civil}}\nroles:\n",
            "20:12 wrong-format"),
        BrokenFile(district, "roles:\n", "departments:\n  - {code: civil}\nroles:\n", "20:5 missing"),
        BrokenFile(district, "name: {zh: 样区, en: Sample}", "name: 样区", "2:7 wrong-type"),
        BrokenFile(district, "name: {zh: 样区, en: Sample}", "name: {zh: 样区, en: 12}", "2:20 wrong-type"),
        BrokenFile("config/subdistricts.csv", "430105002,", "43010500,", "3:1 syntax"),
        BrokenFile("config/subdistricts.csv", "430105002,", "430105001,", "3:1 duplicate-code"),
        BrokenFile(
            "config/subdistricts.csv", "code,name", "code;name", "1:1 syntax"),
    ]

    static let stations = [
        BrokenFile(station, "code: S02", "code: S01", "1:7 duplicate-code", "1:7 file-name"),
        BrokenFile(station, "code: S02", "code: s02", "1:7 wrong-format"),
        BrokenFile(station, "subdistrict: 430105001", "subdistrict: 430105009", "3:14 unknown-name"),
        BrokenFile(station, "latitude: 28.2", "latitude: 91", "4:11 out-of-range"),
        BrokenFile(station, "latitude: 28.2", "latitude: .nan", "4:11 wrong-type"),
        BrokenFile(station, "longitude: 112.9", "longitude: -180.5", "5:12 out-of-range"),
        BrokenFile(station, "longitude: 112.9", "longitude: [112.9]", "5:12 wrong-type"),
        BrokenFile(station, "profile: elderly-guardian", "profile: elderly-gaurdian", "6:10 unknown-name"),
        BrokenFile(station, "18-64: 20", "18-64: -20", "7:40 out-of-range"),
        BrokenFile(station, "18-64: 20", "18-65: 20", "7:22 missing", "7:33 unknown-name"),
        BrokenFile(station, "\"08:00-12:00\"", "\"8:00-12:00\"", "9:12 wrong-format"),
        BrokenFile(station, "\"08:00-12:00\"", "\"08:00-12:60\"", "9:12 wrong-format"),
        BrokenFile(station, "\"08:00-12:00\"", "\"12:00-08:00\"", "9:12 overlap"),
        BrokenFile(station, "\"14:00-17:00\"", "\"11:30-17:00\"", "9:27 overlap"),
        BrokenFile(station, "\"18:30-20:30\"", "\"16:30-20:30\"", "11:12 overlap"),
        BrokenFile(station, "  monday: [\"18:30", "  mondya: [\"18:30", "11:3 unknown-key"),
        BrokenFile(station, "kind: hall", "kind: hal", "13:12 unknown-name"),
        BrokenFile(station, "capacity: 20}\ncoun", "capacity: 0}\ncoun", "13:53 out-of-range"),
        BrokenFile(station, "weeklyHours: 20", "weeklyHours: 61", "15:58 out-of-range"),
        BrokenFile(station, "weeklyHours: 20", capability("theory: 6, empathy: 1"), "15:83 out-of-range"),
        BrokenFile(station, "weeklyHours: 20", capability("theory: 1"), "15:74 missing"),
        BrokenFile(
            station, "weeklyHours: 20", capability("theory: 1, empaty: 1"), "15:74 missing", "15:86 unknown-key"),
        BrokenFile(station, "weeklyHours: 20", capability("theory: 1, empathy: few"), "15:95 wrong-type"),
        BrokenFile(station, "code: elder-record", "code: elder-records", "17:12 unknown-name"),
        BrokenFile(station, "priceYuan: 90.5", "priceYuan: 49.99", "17:37 override"),
        BrokenFile(station, "priceYuan: 90.5", "priceYuan: 120.01", "17:37 override"),
        BrokenFile(station, "priceYuan: 90.5", "priceYuan: -1", "17:37 out-of-range"),
        BrokenFile(station, "priceYuan: 90.5", "priceYuan: 90.555", "17:37 out-of-range"),
        BrokenFile(station, "priceYuan: 90.5", "price: 90.5", "17:26 unknown-key"),
        BrokenFile(
            station, "  - {code: elder-record,", "  - elder-record\n  - {code: elder-record,", "18:12 duplicate-code"),
        BrokenFile(station, "code: tea-party", "code: tea-partie", "19:12 unknown-name"),
        BrokenFile(station, "capacity: 20, points", "capacity: 7, points", "19:33 override"),
        BrokenFile(station, "capacity: 20, points", "capacity: 23, points", "19:33 override"),
        BrokenFile(station, "points: 12", "points: 21", "19:45 override"),
        BrokenFile(station, "\"#112233\"", "\"#11223\"", "23:22 wrong-format"),
        BrokenFile(station, "\"#112233\"", "red", "23:22 wrong-format"),
        BrokenFile(station, "glyph: 甲", "glyph: 甲乙丙", "24:17 out-of-range"),
        BrokenFile(station, "shape: leaf", "shape: leave", "24:27 unknown-name"),
        BrokenFile(station, "  storySlogan: {zh: 甲, en: A}\n", "", "21:3 missing"),
        BrokenFile(station, "indicator: satisfaction", "indicator: joy", "28:17 unknown-name"),
        BrokenFile(station, "target: 90", "target: 80", "28:53 contradiction"),
        BrokenFile(station, "target: 90", "target: 190", "28:53 out-of-range"),
        BrokenFile(station, "2027-06-30", "2027-06-31", "28:67 wrong-format"),
        BrokenFile(station, "change: points", "change: percent", "28:87 unknown-name"),
        BrokenFile(
            station, "baseline: 80, target: 90, deadline: 2027-06-30, change: points",
            "baseline: 0, target: 90, deadline: 2027-06-30, change: relative", "28:86 contradiction"),
    ]

    static let plugins = [
        BrokenFile(instrument, "code: GDS-3", "code: GDS-4", "1:7 file-name", "\(plugin):7:15 unknown-name"),
        BrokenFile(instrument, "version: 1.0.0", "version: 1.0", "2:10 wrong-format"),
        BrokenFile(instrument, "{value: 1,", "{value: 2,", "6:3 answer-scale"),
        BrokenFile(instrument, "{value: 1,", "{value: 0,", "6:3 answer-scale", "7:13 answer-scale"),
        BrokenFile(instrument, "maximum: 1, reversed", "maximum: 0, reversed", "9:52 contradiction"),
        BrokenFile(instrument, "reversed: true", "reversed: maybe", "9:65 wrong-type"),
        BrokenFile(instrument, "lower: 0, upper: 1", "lower: 1, upper: 1", "13:53 bands"),
        BrokenFile(instrument, "lower: 2, upper: 3", "lower: 1, upper: 3", "14:55 bands"),
        BrokenFile(instrument, "lower: 2, upper: 3", "lower: 3, upper: 3", "14:55 bands"),
        BrokenFile(instrument, "lower: 2, upper: 3", "lower: 2, upper: 4", "14:65 bands"),
        BrokenFile(instrument, "lower: 2, upper: 3", "lower: 2, upper: 1", "14:65 bands"),
        BrokenFile(instrument, "severity: high", "severity: low", "14:16 duplicate-code"),
        BrokenFile(instrument, "item: 3", "item: 4", "16:12 out-of-range"),
        BrokenFile(instrument, "atLeast: 1", "atLeast: 2", "16:24 out-of-range"),
        BrokenFile(plugin, "id: elderly-guardian", "id: elder-guardian", "1:5 file-name"),
        BrokenFile(plugin, "apiVersion: 1", "apiVersion: 2", "3:13 out-of-range"),
        BrokenFile(plugin, "module: ElderlyGuardian", "module: elderly guardian", "4:9 wrong-format"),
        BrokenFile(plugin, "[GDS-3]", "[GDS-3, PHQ-9]", "7:22 unknown-name"),
        BrokenFile(plugin, "[GDS-3]", "[GDS-3, GDS-3]", "7:22 duplicate-code"),
        BrokenFile(plugin, "gds3.station: 2", "gds3.station: two", "9:17 wrong-type"),
        BrokenFile(plugin, "gds3.station: 2", "gds3..station: 2", "9:3 wrong-format"),
        BrokenFile(package, "cycle: year", "cycle: yearly", "3:8 unknown-name"),
        BrokenFile(package, "minimumAge: 60", "minimumAge: 130", "4:27 out-of-range"),
        BrokenFile(package, "maximumAge: 100", "maximumAge: 59", "4:43 contradiction"),
        BrokenFile(package, "[lives-alone]", "[live-alone]", "4:57 unknown-name"),
        BrokenFile(package, "priceYuan: 100", "priceYuan: -100", "5:12 out-of-range"),
        BrokenFile(package, "priceYuan: 100", "priceYuan: many", "5:12 wrong-type"),
        BrokenFile(package, "percent: 100", "percent: 101", "7:33 out-of-range"),
        BrokenFile(package, "{percent: 50}", "{tag: lives-alone, percent: 50}", "8:11 duplicate-code"),
        BrokenFile(package, "countPerCycle: 1", "countPerCycle: 0", "11:66 out-of-range"),
        BrokenFile(activity, "capacity: 15", "capacity: 0", "3:11 out-of-range"),
        BrokenFile(activity, "settings: [community, village]", "settings: [community, vilage]", "6:23 unknown-name"),
        BrokenFile(activity, "role: volunteer", "role: volunter", "8:12 unknown-name"),
        BrokenFile(activity, "[elder-care]", "[elder-car]", "8:32 unknown-name"),
        BrokenFile(activity, "staffing:\n  - {role", "staffing:\n    {role", "8:5 wrong-type"),
    ]
}
