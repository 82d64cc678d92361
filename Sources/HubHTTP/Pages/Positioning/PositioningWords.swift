import HubModel

/// Texts of the pages on a station's profile and services.
enum PositioningWords: String, Wording {
    case title, lead, now, since, edit, packages, activities, nothingNow, price, ownPrice, capacity, points, on, free
    case scheduled, scheduledHint, revoke, cards, cardsHint, current, choose, brings, needs, rooms, skills, budget,
        missing
    case instruments, commitments, history, historyHint, number, from, what, who, decided, state, restore, files
    case inForce, toCome, past, overtaken, decidedMessage, missingVersion
    case formLead, version, showVersion, effective, day, time, effectiveHint, rehearse, rehearsal, rehearsalHint,
        breaking
    case nothingChanges, differences, confirm, back, mistakes, allowed, empty, overtakenError,
        notInstalled
    case noPackages, noActivities, tooFarAhead, invalidDay, pastMoment, dayMissing, confirmAtOnce

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("站点定位与服务", "Profile and services")
        case .lead:
            LocalizedText(
                "站点的定位决定提供哪些服务包、活动和量表。改动先预演，确定后在指定时间生效；已签约的居民按签约时的版本服务到期满。",
                "The profile decides which packages, activities and instruments the station offers. A change is rehearsed first and comes into force at the moment you name; running enrolments go on as they began."
            )
        case .now: LocalizedText("现在", "Now")
        case .since: LocalizedText("生效于", "In force since")
        case .edit: LocalizedText("调整服务", "Change the services")
        case .packages: LocalizedText("服务包", "Service packages")
        case .activities: LocalizedText("活动", "Activities")
        case .nothingNow:
            LocalizedText(
                "本站定位的插件没有装好，暂时没有可提供的服务。请联系区级管理员。",
                "The plugin of this profile is not in order, so nothing can be offered. Ask the district's administrator."
            )
        case .price: LocalizedText("价格", "Price")
        case .ownPrice: LocalizedText("本站价格（元）", "Own price (yuan)")
        case .capacity: LocalizedText("人数", "Places")
        case .points: LocalizedText("积分", "Points")
        case .on: LocalizedText("提供", "Offered")
        case .free: LocalizedText("免费", "free")
        case .scheduled: LocalizedText("将要生效", "To come into force")
        case .scheduledHint:
            LocalizedText("站点离线时也会按时生效。", "It comes into force in time even while the station is offline.")
        case .revoke: LocalizedText("撤回，保持现状", "Take back and stay as now")
        case .cards: LocalizedText("可选定位", "Profiles to choose from")
        case .cardsHint:
            LocalizedText("选用之前先看预演，确定以前不会有任何改动。", "You see a rehearsal first; nothing changes before you confirm.")
        case .current: LocalizedText("现用", "in use")
        case .choose: LocalizedText("查看并预演", "Look and rehearse")
        case .brings: LocalizedText("带来", "Brings")
        case .needs: LocalizedText("需要", "Needs")
        case .rooms: LocalizedText("房间", "Rooms")
        case .skills: LocalizedText("技能", "Skills")
        case .budget: LocalizedText("资金科目", "Funding lines")
        case .missing: LocalizedText("本站没有", "missing here")
        case .instruments: LocalizedText("量表", "Instruments")
        case .commitments: LocalizedText("可作的承诺", "Commitments to choose from")
        case .history: LocalizedText("历次决定", "Decisions so far")
        case .historyHint:
            LocalizedText("任何一次都可以恢复：打开、预演、确定。", "Any of them can be restored: open it, rehearse, confirm.")
        case .number: LocalizedText("次", "No.")
        case .from: LocalizedText("生效时间", "In force from")
        case .what: LocalizedText("定位与服务", "Profile and services")
        case .who: LocalizedText("决定人", "Decided by")
        case .decided: LocalizedText("决定时间", "Decided")
        case .state: LocalizedText("状态", "State")
        case .restore: LocalizedText("恢复这一版", "Restore this one")
        case .files: LocalizedText("配置文件", "configuration files")
        case .inForce: LocalizedText("现行", "in force")
        case .toCome: LocalizedText("待生效", "to come")
        case .past: LocalizedText("已过去", "past")
        case .overtaken: LocalizedText("被后来的决定取代", "overtaken by a later one")
        case .decidedMessage: LocalizedText("已确定，{time} 起生效。", "Decided; in force from {time}.")
        case .missingVersion:
            LocalizedText(
                "决定使用的 {version} 版没有安装，现按 {used} 版服务。请联系区级管理员。",
                "Version {version}, which was decided, is not installed; {used} is used. Ask the district's administrator."
            )
        case .formLead:
            LocalizedText(
                "勾选要提供的服务和活动。价格、人数、积分不填就用原定的；填写须在区里允许的范围内。",
                "Tick what to offer. Leave price, places and points empty to keep the profile's own; what you type must be within the district's bounds."
            )
        case .version: LocalizedText("版本", "Version")
        case .showVersion: LocalizedText("换成这一版", "Show this version")
        case .effective: LocalizedText("从什么时候起", "From when")
        case .day: LocalizedText("日期", "Day")
        case .time: LocalizedText("时间", "Time")
        case .effectiveHint:
            LocalizedText("日期留空就是立即生效；时间留空就是零点。", "Leave the day empty for at once, the time empty for midnight.")
        case .rehearse: LocalizedText("预演", "Rehearse")
        case .rehearsal: LocalizedText("预演结果", "What would happen")
        case .rehearsalHint: LocalizedText("还没有任何改动。", "Nothing has changed yet.")
        case .breaking: LocalizedText("注意", "Look")
        case .nothingChanges: LocalizedText("与现在相比没有变化。", "Nothing would change.")
        case .differences: LocalizedText("两个版本的差别", "How the versions differ")
        case .confirm: LocalizedText("确定，{time} 起生效", "Confirm, in force from {time}")
        case .confirmAtOnce: LocalizedText("确定，立即生效", "Confirm, in force at once")
        case .pastMoment:
            LocalizedText("这个时间已经过去。日期留空就是立即生效。", "That moment has passed. Leave the day empty for at once.")
        case .dayMissing: LocalizedText("填了时间，请同时填日期。", "With a time, type a day too.")
        case .back: LocalizedText("返回站点定位", "Back to profile and services")
        case .mistakes: LocalizedText("请先改正：", "Correct this first:")
        case .allowed: LocalizedText("可填 {from} 至 {to}", "{from} to {to}")
        case .empty: LocalizedText("没有", "none")
        case .overtakenError:
            LocalizedText(
                "刚刚有人为本站作了另一个决定。请看过最新的情况再预演一次。",
                "Somebody decided otherwise for this station a moment ago. Look at how it is now and rehearse again.")
        case .notInstalled:
            LocalizedText(
                "这个定位或版本没有装好，请联系区级管理员。", "This profile or version is not installed. Ask the district's administrator.")
        case .noPackages: LocalizedText("这个定位没有服务包。", "The profile has no packages.")
        case .noActivities: LocalizedText("这个定位没有活动。", "The profile has no activities.")
        case .tooFarAhead: LocalizedText("生效时间不能超过一年以后。", "The moment can't be more than a year ahead.")
        case .invalidDay:
            LocalizedText("请填日期，如 2026-12-01；时间如 08:30。", "Type a day such as 2026-12-01 and a time such as 08:30.")
        }
    }
}
