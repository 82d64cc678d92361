extension SyncTrouble {
    /// The station can't sign.
    static func key(_ error: StationKeyError) -> Self {
        switch error {
        case .missing:
            Self(
                "no_key", .rarely, zh: "本站还没有密钥。请向区级管理员索取登记码，然后执行 xinlian-station enrol。",
                en: """
                    The station has no key yet. Ask the district's operator for an enrolment code, then run \
                    xinlian-station enrol.
                    """)
        case .unreadable(let path):
            Self(
                "key_file", .rarely, zh: "读写不了 \(path)。请检查该文件夹的所有者和磁盘。",
                en: "\(path) can't be read or written. Check who owns the folder, and the disk.")
        case .readableByOthers(let path):
            Self(
                "key_file", .rarely,
                zh: "\(path) 可被他人读取，未使用。请执行 chmod 600；若他人可能看过，再执行 xinlian-station key rotate。",
                en: """
                    \(path) can be read by others and was not used. Run chmod 600 on it, and xinlian-station key rotate \
                    if somebody may have seen it.
                    """)
        case .invalid(let path):
            Self(
                "key_file", .rarely,
                zh: "\(path) 已损坏。请移走该文件，向区级管理员索取登记码，再执行 xinlian-station enrol。",
                en: """
                    \(path) is damaged. Move it away, ask the district's operator for an enrolment code and run \
                    xinlian-station enrol.
                    """)
        }
    }

    /// A refusal of the station's key or of its one-time code; nil for other codes.
    static func key(_ problem: HubProblem) -> Self? {
        switch problem.code {
        case "revoked_key":
            Self(
                "revoked_key", .rarely,
                zh: "区里已作废本站的密钥。已停止传送，记录全部保留。请向区级管理员索取新登记码，然后执行 xinlian-station enrol。",
                en: """
                    The district revoked this station's key. Sending has stopped and every record is kept. Ask the \
                    district's operator for a new enrolment code, then run xinlian-station enrol.
                    """)
        case "unknown_key":
            Self(
                "unknown_key", .rarely,
                zh: "枢纽不认识本站的密钥：尚未登记，或本站已不在配置中。已停止传送，记录全部保留。请向区级管理员索取登记码，然后执行 xinlian-station enrol。",
                en: """
                    The hub does not know this station's key: it was never registered, or the station left the \
                    configuration. Sending has stopped and every record is kept. Ask the district's operator for an \
                    enrolment code, then run xinlian-station enrol.
                    """)
        case "bad_signature":
            Self(
                "bad_signature", .rarely,
                zh: "请求在途中被改动，签名不符。已停止传送，记录全部保留。请检查枢纽地址和代理：不得改写请求的方法、路径和头部。",
                en: """
                    The request was changed on its way and its signature does not fit. Sending has stopped and every \
                    record is kept. Check the hub's address and any proxy: method, path and headers must arrive as sent.
                    """)
        case "wrong_station":
            Self(
                "wrong_station", .rarely, zh: "密钥或登记码属于另一个站点。已停止传送。请核对站点编码，向区级管理员索取本站的登记码。",
                en: """
                    The key or the enrolment code belongs to another station. Sending has stopped. Check the station's \
                    code and ask the district's operator for this station's enrolment code.
                    """)
        case "key_in_use":
            Self(
                "key_in_use", .backoff, zh: "新密钥与已登记的密钥重复，已弃用。请再试一次。",
                en: "The new key is registered already and was given up. Try again.")
        default: code(problem)
        }
    }

    /// A refusal of the station's one-time code.
    private static func code(_ problem: HubProblem) -> Self? {
        switch problem.code {
        case "used_enrolment":
            Self(
                "used_enrolment", .rarely,
                zh: "登记码已被另一把密钥使用。若不是本站所为，请立即告知区级管理员，并索取新登记码。",
                en: """
                    Another key was registered with the enrolment code. Unless that was you, tell the district's operator \
                    at once, and ask for a new code.
                    """)
        case "expired_enrolment", "void_enrolment":
            Self(
                problem.code ?? "expired_enrolment", .rarely,
                zh: "登记码已过期或已被更新的登记码取代。请向区级管理员索取新登记码，然后执行 xinlian-station enrol。",
                en: """
                    The enrolment code has expired, or a later one took its place. Ask the district's operator for a new \
                    one, then run xinlian-station enrol.
                    """)
        case "unknown_enrolment":
            Self(
                "unknown_enrolment", .rarely, zh: "枢纽没有这个登记码。请逐字核对后再执行 xinlian-station enrol，或索取新登记码。",
                en: """
                    The hub has no such enrolment code. Compare it letter by letter and run xinlian-station enrol again, \
                    or ask for a new one.
                    """)
        default: nil
        }
    }
}
