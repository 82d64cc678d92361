public import HubModel

/// Why a plugin could not answer.
public struct PluginFailure: Error, Codable, Hashable, Sendable {
    public enum Code: String, Codable, CaseIterable, Sendable {
        case unknownInstrument, wrongNumberOfAnswers, answerOutOfRange, missingThreshold
        case invalidInstrument, invalidThreshold, valueOutOfRange, unknownPackage, unknownProblem
        /// The plugin threw an error of its own.
        case failed
    }

    public var code: Code
    /// What is wrong, without any answer of a person.
    public var message: LocalizedText

    public init(code: Code, message: LocalizedText) {
        self.code = code
        self.message = message
    }
}

extension PluginFailure {
    /// The error itself when it is a `PluginFailure`; otherwise `failed` with nothing but the error's type, as its text
    /// might carry a person's answers.
    public init(wrapping error: any Error) {
        if let failure = error as? PluginFailure {
            self = failure
        } else {
            let type = String(describing: type(of: error))
            self.init(
                code: .failed,
                message: LocalizedText(zh: "插件内部出错（\(type)）", en: "the plugin failed with its own error (\(type))"))
        }
    }

    public static func unknownInstrument(_ instrument: String, plugin: ProfileCode) -> Self {
        Self(
            code: .unknownInstrument,
            message: LocalizedText(
                zh: "插件 \(plugin) 没有量表“\(instrument)”的数据或规则",
                en: "plugin \(plugin) has no data or no rules for the instrument '\(instrument)'"))
    }

    /// The answer is one to another kind of request.
    public static func otherAnswer(plugin: ProfileCode) -> Self {
        Self(
            code: .failed,
            message: LocalizedText(
                zh: "插件 \(plugin) 答非所问；请报告此问题", en: "plugin \(plugin) answered another question: report it"))
    }

    public static func missingThreshold(_ name: String, plugin: ProfileCode) -> Self {
        Self(
            code: .missingThreshold,
            message: LocalizedText(
                zh: "插件 \(plugin) 的 thresholds 中缺少“\(name)”",
                en: "the thresholds of plugin \(plugin) lack '\(name)'"))
    }

    static func wrongNumberOfAnswers(instrument: String, expected: Int, found: Int) -> Self {
        Self(
            code: .wrongNumberOfAnswers,
            message: LocalizedText(
                zh: "量表 \(instrument) 需要 \(expected) 个答案，收到 \(found) 个",
                en: "\(instrument) has \(expected) items, but \(found) answers were given"))
    }

    static func answerOutOfRange(instrument: String, number: Int, minimum: Int, maximum: Int) -> Self {
        Self(
            code: .answerOutOfRange,
            message: LocalizedText(
                zh: "量表 \(instrument) 第 \(number) 题的答案应在 \(minimum) 到 \(maximum) 之间",
                en: "the answer to item \(number) of \(instrument) must be from \(minimum) to \(maximum)"))
    }

    static func noBand(instrument: String) -> Self {
        Self(
            code: .invalidInstrument,
            message: LocalizedText(
                zh: "量表 \(instrument) 的分段没有覆盖所有可能的总分",
                en: "the bands of \(instrument) do not cover every possible total"))
    }

    static func noSuchCriticalItem(instrument: String, number: Int) -> Self {
        Self(
            code: .invalidInstrument,
            message: LocalizedText(
                zh: "量表 \(instrument) 没有第 \(number) 题，却被列为关键题",
                en: "\(instrument) has no item \(number), yet lists it as critical"))
    }

    static func thresholdsDescend(_ names: [String], plugin: ProfileCode) -> Self {
        Self(
            code: .invalidThreshold,
            message: LocalizedText(
                zh: "插件 \(plugin) 的阈值不得递减：\(names.joined(separator: " ≤ "))",
                en: "the thresholds of plugin \(plugin) must not descend: \(names.joined(separator: " ≤ "))"))
    }

    static func impairmentOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "功能受损程度应在 0 到 3 之间", en: "the impairment must be from 0 to 3"))
    }

    static func ageOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "年龄应在 0 到 130 岁之间", en: "the age must be from 0 to 130 years"))
    }

    static func unknownPackage(_ package: String, plugin: ProfileCode) -> Self {
        Self(
            code: .unknownPackage,
            message: LocalizedText(
                zh: "插件 \(plugin) 没有服务包“\(package)”", en: "plugin \(plugin) has no service package '\(package)'"))
    }

    static func unknownProblem(_ problem: String, plugin: ProfileCode) -> Self {
        Self(
            code: .unknownProblem,
            message: LocalizedText(
                zh: "插件 \(plugin) 没有问题类型“\(problem)”", en: "plugin \(plugin) has no kind of problem '\(problem)'"))
    }

    static func priceOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(
                zh: "价格应在 0 到 100 亿元之间", en: "the price must be from 0 to ten billion yuan"))
    }

    static func dateOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "日期应在公元 1 年到 9999 年之间", en: "the date must be in the years 1 to 9999"))
    }

    static func countOutOfRange(_ name: String) -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "计数“\(name)”不得为负", en: "the count '\(name)' must not be negative"))
    }

    static func minuteOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "一天中的分钟应在 0 到 1439 之间", en: "the minute of the day must be from 0 to 1439"))
    }

    static func levelOutOfRange() -> Self {
        Self(
            code: .valueOutOfRange,
            message: LocalizedText(zh: "能力等级应在 0 到 5 之间", en: "levels of capability must be from 0 to 5"))
    }
}
