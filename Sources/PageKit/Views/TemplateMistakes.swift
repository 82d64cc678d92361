/// All that is wrong with the templates; pages are not served before it is put right.
public struct TemplateMistakes: Error, CustomStringConvertible {
    public let mistakes: [TemplateMistake]

    public var description: String {
        "页面模板有误 / the templates have mistakes:\n" + mistakes.map(\.description).joined(separator: "\n")
    }
}
