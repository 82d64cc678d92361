public import HubModel

/// How the total of one instrument leads to a triage level: cut-offs whose values are the profile's thresholds.
public struct TriageRule: Hashable, Sendable {
    /// "From this total on, to this level."
    public struct CutOff: Hashable, Sendable {
        /// The name in ``PluginData/thresholds``, e.g. `phq9.refer`.
        public var threshold: String
        public var level: Triage.Level
        /// What goes into the triage's reasons.
        public var reasons: [String]
        /// Counts only when the request's impairment is at least this.
        public var minimumImpairment: Int?

        public init(
            _ threshold: String, _ level: Triage.Level, reasons: [String], minimumImpairment: Int? = nil
        ) {
            self.threshold = threshold
            self.level = level
            self.reasons = reasons
            self.minimumImpairment = minimumImpairment
        }
    }

    /// The code of the instrument.
    public var instrument: String
    /// From the lightest to the gravest; their thresholds must not descend.
    public var cutOffs: [CutOff]

    public init(instrument: String, cutOffs: [CutOff]) {
        self.instrument = instrument
        self.cutOffs = cutOffs
    }
}

extension TriageRule {
    /// PHQ-9 (Kroenke, Spitzer and Williams 2001) with the district's rule for referral.
    ///
    /// Thresholds: `phq9.selfHelp` (usually 5), `phq9.station` (10), `phq9.referWhenImpaired` (15; counts from
    /// impairment 2, "very difficult", on), `phq9.refer` (20).
    public static let phq9 = TriageRule(
        instrument: "PHQ-9",
        cutOffs: [
            CutOff("phq9.selfHelp", .selfHelp, reasons: ["phq9-self-help"]),
            CutOff("phq9.station", .station, reasons: ["phq9-station"]),
            CutOff("phq9.referWhenImpaired", .hospital, reasons: ["phq9-refer-when-impaired"], minimumImpairment: 2),
            CutOff("phq9.refer", .hospital, reasons: ["phq9-refer"]),
        ])

    /// GDS-15 (Sheikh and Yesavage 1986).
    ///
    /// Thresholds: `gds15.station` (usually 5), `gds15.refer` (12).
    public static let gds15 = TriageRule(
        instrument: "GDS-15",
        cutOffs: [
            CutOff("gds15.station", .station, reasons: ["gds15-station"]),
            CutOff("gds15.refer", .hospital, reasons: ["gds15-refer"]),
        ])

    /// EPDS (Cox, Holden and Sagovsky 1987); the Chinese validation (Lee et al. 1998) cut at 9/10.
    ///
    /// Thresholds: `epds.support` (usually 10; support, and the scale again within two weeks), `epds.refer` (13).
    public static let epds = TriageRule(
        instrument: "EPDS",
        cutOffs: [
            CutOff("epds.support", .station, reasons: ["epds-support", "repeat-within-two-weeks"]),
            CutOff("epds.refer", .hospital, reasons: ["epds-refer"]),
        ])

    /// GAD-7 (Spitzer, Kroenke, Williams and Löwe 2006).
    ///
    /// Thresholds: `gad7.selfHelp` (usually 5), `gad7.station` (10), `gad7.refer` (15).
    public static let gad7 = TriageRule(
        instrument: "GAD-7",
        cutOffs: [
            CutOff("gad7.selfHelp", .selfHelp, reasons: ["gad7-self-help"]),
            CutOff("gad7.station", .station, reasons: ["gad7-station"]),
            CutOff("gad7.refer", .hospital, reasons: ["gad7-refer"]),
        ])

    /// PHQ-9 modified for adolescents (Johnson, Harris, Spitzer and Williams 2002), 11 to 17 years; impairment counts as
    /// with PHQ-9.
    ///
    /// Thresholds: `phqa.selfHelp` (usually 5), `phqa.station` (10), `phqa.referWhenImpaired` (15), `phqa.refer` (20).
    public static let phqA = TriageRule(
        instrument: "PHQ-A",
        cutOffs: [
            CutOff("phqa.selfHelp", .selfHelp, reasons: ["phqa-self-help"]),
            CutOff("phqa.station", .station, reasons: ["phqa-station"]),
            CutOff("phqa.referWhenImpaired", .hospital, reasons: ["phqa-refer-when-impaired"], minimumImpairment: 2),
            CutOff("phqa.refer", .hospital, reasons: ["phqa-refer"]),
        ])

    /// PSS-10 (Cohen and Williamson 1988). It measures stress and diagnoses nothing, so it never refers by itself.
    ///
    /// Thresholds: `pss10.selfHelp` (usually 14), `pss10.station` (27).
    public static let pss10 = TriageRule(
        instrument: "PSS-10",
        cutOffs: [
            CutOff("pss10.selfHelp", .selfHelp, reasons: ["pss10-self-help"]),
            CutOff("pss10.station", .station, reasons: ["pss10-station"]),
        ])

    /// The six-item screener for cognition (Callahan, Unverzagt, Hui, Perkins and Hendrie 2002), counted in mistakes.
    ///
    /// Threshold: `sis6.refer` (usually 2).
    public static let sis6 = TriageRule(
        instrument: "SIS-6",
        cutOffs: [CutOff("sis6.refer", .hospital, reasons: ["cognitive-screen-positive"])])

    /// The three-item scale for loneliness (Hughes, Waite, Hawkley and Cacioppo 2004).
    ///
    /// Thresholds: `ucla3.selfHelp` (usually 6), `ucla3.station` (8).
    public static let ucla3 = TriageRule(
        instrument: "UCLA-3",
        cutOffs: [
            CutOff("ucla3.selfHelp", .selfHelp, reasons: ["ucla3-self-help"]),
            CutOff("ucla3.station", .station, reasons: ["ucla3-station"]),
        ])
}
