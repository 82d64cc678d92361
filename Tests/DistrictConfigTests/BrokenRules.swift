extension BrokenFile {
    private static let followUps = "Plugins/elderly-guardian/follow-ups.yaml"
    private static let counselling = "Plugins/elderly-guardian/counselling.yaml"
    private static let outreach = "Plugins/elderly-guardian/outreach.yaml"
    private static let rituals = "Plugins/elderly-guardian/rituals.yaml"
    private static let indicators = "Plugins/elderly-guardian/indicators.yaml"
    private static let funding = "config/funding/lines.yaml"
    private static let package = "Plugins/elderly-guardian/packages/elder-record.yaml"
    private static let activity = "Plugins/elderly-guardian/activities/tea-party.yaml"

    static let rules = [
        BrokenFile(followUps, "instrument: GDS-3, level", "instrument: GDS-4, level", "3:35 unknown-name"),
        BrokenFile(followUps, "  instrument: GDS-3\n", "  instrument: GDS3\n", "5:15 unknown-name"),
        BrokenFile(followUps, "  instrument: GDS-3\n", "", "1:3 missing"),
        BrokenFile(followUps, "  action: screening", "  action: call", "5:15 contradiction"),
        BrokenFile(followUps, "action: visit", "action: vist", "9:80 unknown-name"),
        BrokenFile(followUps, "level: station", "level: stations", "3:49 unknown-name"),
        BrokenFile(followUps, "tag: lives-alone", "tag: live-alone", "9:58 unknown-name"),
        BrokenFile(followUps, "firstContact: true", "firstContact: false", "10:65 contradiction"),
        BrokenFile(followUps, "{firstContact: true}", "{firstContact: true, tag: lives-alone}", "10:50 contradiction"),
        BrokenFile(followUps, "{firstContact: true}", "{}", "10:50 missing"),
        BrokenFile(followUps, "{firstContact: true}", "{firstContakt: true}", "10:50 missing", "10:51 unknown-key"),
        BrokenFile(followUps, "dueDays: 14", "dueDays: 367", "6:12 out-of-range"),
        BrokenFile(followUps, "everyDays: 28", "everyDays: 0", "7:14 out-of-range"),
        BrokenFile(followUps, "  everyDays: 28\n", "", "7:10 contradiction"),
        BrokenFile(followUps, "everyDays: 30}", "everyDays: 30, times: 3}", "9:121 contradiction"),
        BrokenFile(followUps, "dueDays: 14", "dueDay: 14", "1:3 missing", "6:3 unknown-key"),
        BrokenFile(followUps, "{code: visit", "{code: call", "10:10 duplicate-code"),
        BrokenFile(counselling, "theory: 1, empathy: 5, sector", "theory: 6, empathy: 5, sector", "4:23 out-of-range"),
        BrokenFile(counselling, "theory: 1, empathy: 5, sector", "theory: 0, empathy: 0, sector", "4:14 contradiction"),
        BrokenFile(counselling, "theory: 1, empathy: 5", "theory: 1, empaty: 5", "4:14 missing", "4:26 unknown-key"),
        BrokenFile(counselling, "tier: C4", "tier: C5", "6:3 missing", "12:11 unknown-name"),
        BrokenFile(counselling, "tier: C4", "tier: C1", "6:3 missing", "12:11 duplicate-code"),
        BrokenFile(counselling, "problems:\n", "problem:\n", "1:1 missing", "1:1 unknown-key"),
        BrokenFile(outreach, "\"21:00-08:00\"", "\"21:00\"", "1:13 wrong-format"),
        BrokenFile(outreach, "\"21:00-08:00\"", "\"21:00-24:00\"", "1:13 wrong-format"),
        BrokenFile(outreach, "\"21:00-08:00\"", "\"21:00-21:00\"", "1:13 contradiction"),
        BrokenFile(outreach, "quietHours", "quietHour", "1:1 unknown-key"),
        BrokenFile(outreach, "from: 12-01", "from: 13-01", "6:31 wrong-format"),
        BrokenFile(outreach, "through: 02-29", "until: 02-29", "6:24 missing", "6:38 unknown-key"),
        BrokenFile(outreach, "contacts: 10", "contacts: 0", "13:26 out-of-range"),
        BrokenFile(outreach, "silenceDays: 30", "silence: 30", "19:15 missing", "19:16 unknown-key"),
        BrokenFile(outreach, "heat-wave", "Heat", "25:27 wrong-format"),
        BrokenFile(outreach, "[lives-alone]", "[lives-allone]", "8:14 unknown-name"),
        BrokenFile(outreach, "pauseDays: 365", "pauseDays: 0", "15:16 out-of-range"),
        BrokenFile(outreach, "code: tenth", "code: winter", "10:11 duplicate-code"),
        BrokenFile(outreach, "message: {zh: 谢谢, en: Thank you}", "message: {zh: 谢谢}", "12:14 missing"),
        BrokenFile(rituals, "monthly: 15", "monthly: 29", "1:63 out-of-range"),
        BrokenFile(rituals, "05-25", "02-30", "2:54 wrong-format"),
        BrokenFile(rituals, "09-09", "13-09", "3:71 wrong-format"),
        BrokenFile(rituals, "09-09", "9-9", "3:71 wrong-format"),
        BrokenFile(
            rituals, "{monthly: 15}, activity: tea-party", "{monthly: 15}, activity: tea-parti",
            "1:78 unknown-name"),
        BrokenFile(rituals, "{monthly: 15}", "{monthy: 15}", "1:53 missing", "1:54 unknown-key"),
        BrokenFile(rituals, "code: may", "code: monthly", "2:10 duplicate-code"),
        BrokenFile(
            indicators, "indicator: satisfaction, numerator", "indicator: satisfacton, numerator",
            "2:17 unknown-name"),
        BrokenFile(indicators, "indicator: satisfaction, by", "indicator: satisfation, by", "4:17 unknown-name"),
        BrokenFile(
            indicators, "indicator: satisfaction, numerator", "indicator: hours, numerator",
            "2:68 contradiction"),
        BrokenFile(indicators, ", denominator: feedback.given", "", "2:5 missing"),
        BrokenFile(indicators, "feedback.satisfied", "feedback..satisfied", "2:42 wrong-format"),
        BrokenFile(indicators, "by: 10", "by: 101", "4:35 out-of-range"),
        BrokenFile(indicators, "by: 10", "by: 0", "4:35 contradiction"),
        BrokenFile(indicators, "change: points", "change: point", "4:47 unknown-name"),
        BrokenFile(indicators, "months: 12", "months: 61", "4:63 out-of-range"),
        BrokenFile(funding, "code: 2100408", "code: 210040", "3:21 wrong-format"),
        BrokenFile(funding, "code: charity\n", "code: public-health\n", "8:9 duplicate-code"),
        BrokenFile(funding, "code: charity,", "code: 2100408,", "10:14 contradiction"),
        BrokenFile(funding, "programme: {code: charity", "program: {code: charity", "8:3 missing", "10:3 unknown-key"),
        BrokenFile(package, "fundingLine: public-health", "fundingLine: public-heath", "9:14 unknown-name"),
        BrokenFile(package, "[90, 180, 364]", "[90, 180]", "12:72 contradiction"),
        BrokenFile(package, "[90, 180, 364]", "[90, 90, 364]", "12:77 contradiction"),
        BrokenFile(package, "[90, 180, 364]", "[90, 180, 365]", "12:82 out-of-range"),
        BrokenFile(package, "[90, 180, 364]", "90", "12:72 wrong-type"),
        BrokenFile(activity, "{partner: {", "{partnr: {", "11:14 missing", "11:15 unknown-key"),
    ]

    /// Names and keys that somebody mistyped, and what must be named as the nearest.
    static let mistyped: [(broken: BrokenFile, nearest: String)] = [
        (BrokenFile(followUps, "instrument: GDS-3, level", "instrument: GDS-4, level"), "GDS-3"),
        (BrokenFile(followUps, "  instrument: GDS-3\n", "  instrument: GDS3\n"), "GDS-3"),
        (BrokenFile(followUps, "action: visit", "action: vist"), "visit"),
        (BrokenFile(followUps, "level: station", "level: stations"), "station"),
        (BrokenFile(followUps, "tag: lives-alone", "tag: live-alone"), "lives-alone"),
        (BrokenFile(followUps, "{firstContact: true}", "{firstContakt: true}"), "firstContact"),
        (BrokenFile(followUps, "dueDays: 14", "dueDay: 14"), "dueDays"),
        (BrokenFile(counselling, "theory: 1, empathy: 5", "theory: 1, empaty: 5"), "empathy"),
        (BrokenFile(counselling, "tier: C4", "tier: C5"), "C1"),
        (BrokenFile(counselling, "problems:\n", "problem:\n"), "problems"),
        (BrokenFile(outreach, "quietHours", "quietHour"), "quietHours"),
        (BrokenFile(outreach, "silenceDays: 30", "silence: 30"), "silenceDays"),
        (BrokenFile(outreach, "[lives-alone]", "[lives-allone]"), "lives-alone"),
        (BrokenFile(rituals, "{monthly: 15}, activity: tea-party", "{monthly: 15}, activity: tea-parti"), "tea-party"),
        (BrokenFile(rituals, "{monthly: 15}", "{monthy: 15}"), "monthly"),
        (
            BrokenFile(indicators, "indicator: satisfaction, numerator", "indicator: satisfacton, numerator"),
            "satisfaction"
        ),
        (BrokenFile(indicators, "indicator: satisfaction, by", "indicator: satisfation, by"), "satisfaction"),
        (BrokenFile(indicators, "change: points", "change: point"), "points"),
        (BrokenFile(funding, "programme: {code: charity", "program: {code: charity"), "programme"),
        (BrokenFile(package, "fundingLine: public-health", "fundingLine: public-heath"), "public-health"),
        (BrokenFile(activity, "{partner: {", "{partnr: {"), "partner"),
    ]
}
