public import HubModel

/// Why a station and its hub could not agree, in words for people, and when it is worth trying again.
public struct SyncTrouble: Error, Hashable, Sendable {
    /// When to try again.
    public enum Retry: Hashable, Sendable {
        /// It may pass by itself: exponentially growing waits.
        case backoff
        /// The hub asked for a wait of so many seconds.
        case after(seconds: Double)
        /// Somebody has to act first: one attempt in a long while.
        case rarely
    }

    /// A code of the sync protocol, or one of the station: `no_connection`, `hub_error`, `unexpected_answer`,
    /// `lying_receipt`, `no_key`, `key_file`, `book_behind`, `changes_digest`, `changes_gap`.
    public var code: String
    /// What happened and what to do.
    public var words: LocalizedText
    public var retry: Retry

    init(_ code: String, _ retry: Retry, zh: String, en: String) {
        self.code = code
        self.retry = retry
        words = LocalizedText(zh: zh, en: en)
    }
}

extension SyncTrouble {
    static var noConnection: Self {
        Self(
            "no_connection", .backoff, zh: "暂时连不上枢纽。记录已保存在本站，联网后自动重传。",
            en: "The hub can't be reached. The records are kept at the station and will be sent once it can.")
    }

    static func hubError(status: Int) -> Self {
        Self(
            "hub_error", .backoff, zh: "枢纽暂时不能处理（HTTP \(status)）。记录已保存在本站，稍后自动重传。",
            en: "The hub can't answer right now (HTTP \(status)). The records are kept and will be sent again.")
    }

    static func busy(seconds: Double) -> Self {
        Self(
            "busy", .after(seconds: seconds), zh: "枢纽繁忙，请求稍后再传。本站会自动重试。",
            en: "The hub is busy and asked to come back later. The station will do so by itself.")
    }

    static func unexpectedAnswer(status: Int) -> Self {
        Self(
            "unexpected_answer", .backoff, zh: "地址上的服务没有按同步协议答复（HTTP \(status)）。请检查枢纽地址。",
            en:
                "What answers at the hub's address does not speak the sync protocol (HTTP \(status)). Check the address."
        )
    }

    static var damagedOnTheWay: Self {
        Self(
            "bad_digest", .backoff, zh: "数据在传输中受损，枢纽没有接收。本站会自动重传。",
            en: "The batch was damaged on its way and not accepted. The station will send it again.")
    }

    static func tooLarge(seq: Int64) -> Self {
        Self(
            "too_large", .rarely, zh: "枢纽不接收第 \(seq) 条记录：太大。请联系枢纽管理员检查请求大小限制。",
            en: "The hub refuses record \(seq) as too large. Ask the hub's operator to check its request size limit.")
    }

    static func notBelieved(_ reason: ReceiptRefused) -> Self {
        switch reason {
        case .beyondBook:
            Self(
                "book_behind", .rarely,
                zh: "枢纽保有本站账本中没有的记录，账本可能是从备份恢复的。请停止新录入，联系区级管理员启用新纪元。",
                en: """
                    The hub holds records that this book lacks; the book was probably restored from a backup. Stop \
                    recording and ask the district's operator to confirm a new epoch.
                    """)
        case .behindBatch:
            Self(
                "lying_receipt", .backoff, zh: "枢纽的回执少于所送记录，未采信。记录保留在本站，会再次传送。",
                en: "The hub's receipt covers less than was sent and was not believed. The records will be sent again.")
        case .otherStation, .otherEpoch, .otherHash:
            Self(
                "lying_receipt", .rarely,
                zh: "枢纽的回执与本站账本不符，未采信，记录全部保留。请执行 verify 核对账本并联系区级管理员。",
                en: """
                    The hub's receipt does not match the station's book and was not believed; every record is kept. \
                    Run verify and call the district's operator.
                    """)
        }
    }

    /// A refusal with a code of the sync protocol; nil for codes that it doesn't have.
    static func refusal(_ problem: HubProblem) -> Self? {
        switch problem.code {
        case "fork":
            Self(
                "fork", .rarely,
                zh: """
                    第 \(problem.seq ?? 0) 条记录与枢纽已有的不同，可能有两个账本在用同一站点编号。已停止传送，记录全部保留。\
                    请勿删除任何账本，联系区级管理员比对。
                    """,
                en: """
                    Record \(problem.seq ?? 0) differs from what the hub has; two books may be using this station's code. \
                    Sending has stopped and every record is kept. Delete neither book and call the district's operator.
                    """)
        case "old_epoch":
            Self(
                "old_epoch", .rarely, zh: "枢纽已启用本站的新纪元，此账本属于旧纪元。已停止传送，请联系区级管理员。",
                en: """
                    The hub has begun a new epoch of this station, and this book belongs to an old one. Sending has \
                    stopped; call the district's operator.
                    """)
        case "unknown_epoch":
            Self(
                "unknown_epoch", .rarely,
                zh: "此账本的纪元，枢纽尚未启用。已停止传送，记录全部保留。请联系区级管理员确认本站的新纪元。",
                en: """
                    The book is in an epoch that the hub has not begun. Sending has stopped and every record is kept. Ask \
                    the district's operator to confirm the station's new epoch.
                    """)
        case "broken_chain", "unreadable":
            Self(
                problem.code ?? "unreadable", .rarely,
                zh: "枢纽读不通第 \(problem.seq ?? problem.line ?? 0) 条。已停止传送，记录全部保留。请执行 verify 核对账本并联系区级管理员。",
                en: """
                    The hub can't follow the chain at \(problem.seq ?? problem.line ?? 0). Sending has stopped and every \
                    record is kept. Run verify and call the district's operator.
                    """)
        default: key(problem)
        }
    }

    static func changesDigest(key: String) -> Self {
        Self(
            "changes_digest", .backoff, zh: "枢纽下发的“\(key)”与其摘要不符，未采用。本站会再次获取。",
            en: "The hub's document '\(key)' does not match its digest and was not applied. It will be fetched again.")
    }

    static var changesGap: Self {
        Self(
            "changes_gap", .backoff, zh: "枢纽下发的变更不连续，未采用。本站会重新获取全部配置。",
            en: "The hub's changes were not contiguous and were not applied. Everything will be fetched anew.")
    }
}
