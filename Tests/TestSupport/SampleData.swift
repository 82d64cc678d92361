/// Valid data of every kind, as JSON text.
public enum SampleData {
    public static let consent = #"{"purpose":"referral","textVersion":"2026-1"}"#
    public static let resident =
        #"{"birthYearBand":"1955-1959","sex":"female","tags":["referred-by-resident"],"consents":[{"purpose":"screening","textVersion":"1"}]}"#
    public static let activity =
        #"{"activity":"a1","activityKind":"tea","setting":"community","capacity":20,"minutes":90}"#
    public static let attendance = #"{"activity":"a1","role":"participant"}"#
    public static let headCount = #"{"activity":"a1","role":"volunteer","count":12}"#
    public static let enrolment =
        #"{"enrolment":"e1","package":"memory","item":"visit","due":"2026-04-30","reason":"wish"}"#
    public static let feedback = #"{"about":{"kind":"order","id":"o1"},"score":4,"first":false}"#
    public static let channel = #"{"channel":"wechat","metric":"reads","count":300,"content":null}"#

    public static func order(_ id: String = "o1", fen: Int = 8_000) -> String {
        #"{"order":"\#(id)","package":"companion","item":"visit","amountFen":\#(fen)}"#
    }

    /// A PHQ-9 screening, or another instrument.
    ///
    /// - Parameters:
    ///   - total: as JSON, `null` for none.
    ///   - severity: as JSON, quotes included.
    public static func screening(
        _ answers: [Int?], total: String, severity: String, instrument: String = "PHQ-9", level: String = "none",
        sameDay: Bool = false
    ) -> String {
        let answers = answers.map { $0.map(String.init) ?? "null" }.joined(separator: ",")
        return """
            {"instrument":"\(instrument)","instrumentVersion":"1.0.0","answers":[\(answers)],"unanswered":{},\
            "total":\(total),"severity":\(severity),"triage":{"level":"\(level)","sameDay":\(sameDay),"reasons":[]},\
            "plugin":{"id":"elderly-guardian","version":"1.0.0"},"ageYears":70}
            """
    }

    /// PHQ-9 with item 9 positive and the rest zero.
    public static let itemNine = screening([0, 0, 0, 0, 0, 0, 0, 0, 1], total: "1", severity: #""minimal""#)
    /// PHQ-9 with the first item unanswered and item 9 positive.
    public static let incompleteItemNine = screening([nil, 0, 0, 0, 0, 0, 0, 0, 2], total: "null", severity: "null")
    /// PHQ-9 of 12.
    public static let moderate = screening([2, 2, 2, 2, 2, 2, 0, 0, 0], total: "12", severity: #""moderate""#)

    public static func correction(of seq: Int64, epoch: Int = 1, with replacement: String?) -> String {
        #"{"corrects":{"epoch":\#(epoch),"seq":\#(seq)},"replacement":\#(replacement ?? "null")}"#
    }
}
