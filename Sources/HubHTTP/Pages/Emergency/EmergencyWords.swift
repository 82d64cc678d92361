import HubModel
import Identity

/// Texts of break-glass access and of the notices about it.
enum EmergencyWords: String, Wording {
    case title, lead, station, resident, residentHelp, residentId, reason, reasonHelp, hours, hour, open, consequence,
        list, none
    case noneHint, who, from, until, state, running, over, ended, view, banner, end, endEffect, back
    case noticeTitle, noticeLead, noNotices, noNoticesHint, told, seen, seenAt, notSeen, openNotices
    case invalidReason, invalidDuration, unknownResident, notOpen, ownAccess

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("紧急调阅", "Emergency access")
        case .lead:
            LocalizedText(
                "只在有人身安全风险、又联系不上站点时使用。提交后立即通知区卫健局和该站点，每次查看都会留痕。",
                "For danger to somebody's safety when the station can't be reached. The bureau and the station are told at once, and every look is put on record."
            )
        case .station: LocalizedText("站点", "Station")
        case .resident: LocalizedText("居民编号或记录编号", "Resident's id or record id")
        case .residentId: LocalizedText("居民编号", "Resident")
        case .residentHelp:
            LocalizedText(
                "站点页“当日需人工查看”中的记录编号也可以", "The record id in a station's list “to be looked at today” will do too")
        case .reason: LocalizedText("原因", "Reason")
        case .reasonHelp:
            LocalizedText(
                "10 至 500 字，不写姓名、电话和证件号", "10 to 500 characters, without names, phones or ID numbers")
        case .hours: LocalizedText("时长", "For how long")
        case .hour: LocalizedText("{n} 小时", "{n} h")
        case .open: LocalizedText("调阅并通知", "Open and tell")
        case .consequence:
            LocalizedText(
                "提交后，站点和区卫健局会马上看到：谁、为什么、调阅了哪位居民。",
                "Station and bureau will see at once who opened which resident's record, and why.")
        case .list: LocalizedText("调阅记录", "Accesses so far")
        case .none: LocalizedText("没有紧急调阅", "There was no emergency access")
        case .noneHint: LocalizedText("发生时会记录在这里。", "When there is one, it will stand here.")
        case .who: LocalizedText("调阅人", "Who")
        case .from: LocalizedText("开始", "From")
        case .until: LocalizedText("到期", "Until")
        case .state: LocalizedText("状态", "State")
        case .running: LocalizedText("进行中", "open")
        case .over: LocalizedText("已到期", "over")
        case .ended: LocalizedText("已结束", "given back")
        case .view: LocalizedText("查看", "View")
        case .banner:
            LocalizedText(
                "紧急调阅中，{time} 到期。每次查看都会留痕。", "Emergency access until {time}. Every look is put on record.")
        case .end: LocalizedText("结束调阅", "Give access back")
        case .endEffect: LocalizedText("结束后须重新申请才能再看。", "To look again, access has to be asked for again.")
        case .back: LocalizedText("返回紧急调阅", "Back to emergency access")
        case .noticeTitle: LocalizedText("通知", "Notices")
        case .noticeLead:
            LocalizedText(
                "有人紧急调阅了居民资料。请核对原因；有疑问请联系区卫健局审计人员。",
                "A resident's record was opened in an emergency. Check the reason; when in doubt, ask the bureau's auditor."
            )
        case .noNotices: LocalizedText("没有通知", "There are no notices")
        case .noNoticesHint: LocalizedText("有紧急调阅时会显示在这里。", "Emergency access will be shown here.")
        case .told: LocalizedText("通知时间", "Told")
        case .seen: LocalizedText("我已知悉", "I have seen this")
        case .seenAt: LocalizedText("已知悉", "seen")
        case .notSeen: LocalizedText("待他人知悉", "somebody else has to see it")
        case .openNotices:
            LocalizedText("有 {n} 条紧急调阅通知待知悉", "{n} notices of emergency access wait to be seen")
        case .invalidReason:
            LocalizedText("请写明原因，10 至 500 字", "State the reason in 10 to 500 characters")
        case .invalidDuration: LocalizedText("时长为 1 至 4 小时", "Access lasts 1 to 4 hours")
        case .unknownResident:
            LocalizedText(
                "该站点没有这位居民的资料，请核对站点和编号", "The station has no such resident; check station and id")
        case .notOpen:
            LocalizedText("调阅已结束或到期，如仍需要请重新申请", "Access has ended; ask for it again if it is still needed")
        case .ownAccess: LocalizedText("自己的调阅须由他人知悉", "Somebody else has to see a notice of your own access")
        }
    }
}

extension EmergencyWords {
    init(_ error: EmergencyAccessError) {
        self =
            switch error {
            case .invalidReason: .invalidReason
            case .invalidDuration: .invalidDuration
            case .unknownResident: .unknownResident
            case .notOpen: .notOpen
            case .ownAccess: .ownAccess
            }
    }
}
