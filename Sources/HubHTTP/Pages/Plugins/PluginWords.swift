import HubModel

/// Texts of the pages on versions of plugins.
enum PluginWords: String, Wording {
    case title, lead, profile, version, stations, names, state, inUse, installed, action, rehearse, none, noneHint,
        refused
    case refusedHint, folder, reason, rehearsalTitle, rehearsalLead, differences, noDifferences, part, code, change
    case details, impact, station, effects, nothing, blocked, look, choose, effective, day, time, effectiveHint, confirm
    case confirmEffect, back, decided, substituted, overtaken, noStation, invalidDay, nobody, otherVersions

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("定位插件", "Profile plugins")
        case .lead:
            LocalizedText(
                "装好的新版本不会自动启用：先预演，看清对每个站点的影响，再确定何时改用；随时可以用同样的办法退回。",
                "An installed version does not come into use by itself: rehearse it, see what it does to each station, then decide from when. Going back works the same way."
            )
        case .profile: LocalizedText("定位", "Profile")
        case .version: LocalizedText("版本", "Version")
        case .stations: LocalizedText("使用的站点", "Stations using it")
        case .names: LocalizedText("站名", "Which")
        case .state: LocalizedText("状态", "State")
        case .inUse: LocalizedText("使用中", "in use")
        case .installed: LocalizedText("已安装，未使用", "installed, not in use")
        case .action: LocalizedText("改用", "Change")
        case .rehearse: LocalizedText("预演由 {from} 改用 {to}", "Rehearse {from} → {to}")
        case .none: LocalizedText("没有可用的插件", "No plugin can be used")
        case .noneHint:
            LocalizedText(
                "请把签名的插件包放进插件目录后重启枢纽。", "Put signed bundles into the folder of plugins and start the hub again.")
        case .refused: LocalizedText("未装载", "Not loaded")
        case .refusedHint:
            LocalizedText("其余插件照常运行。", "The others go on as usual.")
        case .folder: LocalizedText("目录", "Folder")
        case .reason: LocalizedText("原因与办法", "Why, and what to do")
        case .rehearsalTitle: LocalizedText("切换预演", "Rehearsal")
        case .rehearsalLead: LocalizedText("还没有任何改动。", "Nothing has changed yet.")
        case .differences: LocalizedText("两个版本的差别", "How the versions differ")
        case .noDifferences: LocalizedText("内容没有差别。", "Their content is the same.")
        case .part: LocalizedText("部分", "Part")
        case .code: LocalizedText("代码", "Code")
        case .change: LocalizedText("变化", "Change")
        case .details: LocalizedText("细节", "Details")
        case .impact: LocalizedText("对各站的影响", "What it does to each station")
        case .station: LocalizedText("站点", "Station")
        case .effects: LocalizedText("影响", "Effects")
        case .nothing: LocalizedText("没有影响", "nothing changes")
        case .blocked: LocalizedText("须由站长先调整", "the manager must change something first")
        case .look: LocalizedText("注意", "Look")
        case .choose: LocalizedText("改用", "Change over")
        case .effective: LocalizedText("从什么时候起", "From when")
        case .day: LocalizedText("日期", "Day")
        case .time: LocalizedText("时间", "Time")
        case .effectiveHint: LocalizedText("日期留空就是立即生效。", "Leave the day empty for at once.")
        case .confirm: LocalizedText("确定改用 {to}", "Confirm {to}")
        case .confirmEffect:
            LocalizedText(
                "所选站点从该时间起按 {to} 版服务，各自的选择不变；已有签约按原版本到期满。",
                "From then on the chosen stations work by {to} with the choices they have; running enrolments go on by their version."
            )
        case .back: LocalizedText("返回定位插件", "Back to profile plugins")
        case .decided:
            LocalizedText("已确定：{count} 个站点改用 {to}，{time} 起生效。", "Decided: {count} stations use {to} from {time}.")
        case .substituted:
            LocalizedText(
                "{station}：已决定用 {decided} 版，没有安装，现用 {used} 版。请装回该版本，或请站长在站点设置中重新确定。",
                "{station}: {decided} was decided and is not installed; {used} is used. Install it again, or have the manager decide anew under Station settings."
            )
        case .overtaken:
            LocalizedText(
                "刚刚有站点作了别的决定，没有改动任何站点。请再预演一次。",
                "A station decided otherwise a moment ago; nothing was changed. Rehearse again.")
        case .noStation: LocalizedText("请至少选一个站点。", "Choose at least one station.")
        case .invalidDay:
            LocalizedText(
                "请填日期，如 2026-12-01；时间如 08:30；不超过一年以后。",
                "Type a day such as 2026-12-01 and a time such as 08:30, a year ahead at most.")
        case .nobody: LocalizedText("没有站点使用 {from} 版。", "No station uses {from}.")
        case .otherVersions: LocalizedText("没有别的版本", "no other version")
        }
    }
}
