/// What is wrong with a worker's answer.
public enum AnswerDefect: Error, Codable, Hashable, Sendable {
    /// Not the length of any frame.
    case impossibleLength(Int)
    /// It ended inside a frame.
    case cutShort
    /// The answer to another request than the one asked.
    case otherRequest
    /// The payload is no list of answers.
    case unreadable
    /// Not as many answers as requests.
    case wrongNumber(expected: Int, found: Int)

    var chinese: String {
        switch self {
        case .impossibleLength(let length): "长度 \(length) 不可能"
        case .cutShort: "中途截断"
        case .otherRequest: "答非所问"
        case .unreadable: "内容无法读取"
        case .wrongNumber(let expected, let found): "应有 \(expected) 个答案，得到 \(found) 个"
        }
    }

    var english: String {
        switch self {
        case .impossibleLength(let length): "a length of \(length) is impossible"
        case .cutShort: "cut short"
        case .otherRequest: "it answers another request"
        case .unreadable: "its content can't be read"
        case .wrongNumber(let expected, let found): "\(found) answers to \(expected) requests"
        }
    }
}
