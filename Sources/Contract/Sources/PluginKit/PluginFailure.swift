public import HubModel

/// Why a plugin could not answer.
public struct PluginFailure: Error, Codable, Hashable, Sendable {
    public enum Code: String, Codable, CaseIterable, Sendable {
        case unknownInstrument, wrongNumberOfAnswers, answerOutOfRange, missingThreshold
        case invalidInstrument, invalidThreshold, valueOutOfRange
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
}
