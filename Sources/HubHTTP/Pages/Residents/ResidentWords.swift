import HubModel

/// Texts of the pages about residents.
enum ResidentWords: String, Wording {
    case title, lead, filter, filterHelp, show, none, noneHint, noMatch, id, birthYears, sex, tags, consents, registered
    case older, back, resident, notRegistered, unreadable, noConsents, decisions, purpose, textVersion, decision, when
    case given, withdrawn, records, noRecords, what, details, recordedBy, state, counts, corrected, takenBack,
        quarantined
    case erase, eraseEffect, eraseReason, eraseReasonHelp, eraseConfirm, eraseConfirmHelp, wrongConfirmation
    case missingReason, unsealed, backToRecord
    case export, exportHint, rights, erased, erasedHint, latestOnly, female, male, other, unknown

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("居民", "Residents")
        case .lead:
            LocalizedText(
                "这里只有编号。姓名、证件号和电话保存在站点自己的电脑上。",
                "There are ids only. Names, ID numbers and phones are kept on the station's own computer.")
        case .filter: LocalizedText("居民编号", "Resident's id")
        case .filterHelp: LocalizedText("编号开头至少 4 位", "the first 4 characters or more")
        case .show: LocalizedText("查找", "Find")
        case .none: LocalizedText("还没有登记的居民", "Nobody is registered yet")
        case .noneHint:
            LocalizedText("站点登记居民并同步后，会显示在这里。", "Residents stand here once the station has registered them and synced.")
        case .noMatch: LocalizedText("没有这样开头的编号", "No id begins so")
        case .id: LocalizedText("编号", "Id")
        case .birthYears: LocalizedText("出生年段", "Years of birth")
        case .sex: LocalizedText("性别", "Sex")
        case .tags: LocalizedText("标签", "Tags")
        case .consents: LocalizedText("现有同意", "Consents to")
        case .registered: LocalizedText("登记时间", "Registered")
        case .older: LocalizedText("更早登记的居民", "Residents registered earlier")
        case .back: LocalizedText("返回居民列表", "Back to the residents")
        case .resident: LocalizedText("居民", "Resident")
        case .notRegistered: LocalizedText("尚未登记", "not registered")
        case .unreadable: LocalizedText("无法读取，请联系系统管理员", "can't be read; tell the administrator")
        case .noConsents: LocalizedText("没有同意记录", "No consent is on record")
        case .decisions: LocalizedText("同意与撤回", "Consents given and withdrawn")
        case .purpose: LocalizedText("用途", "Purpose")
        case .textVersion: LocalizedText("告知书版本", "Version of the text")
        case .decision: LocalizedText("决定", "Decision")
        case .when: LocalizedText("时间", "When")
        case .given: LocalizedText("同意", "given")
        case .withdrawn: LocalizedText("撤回", "withdrawn")
        case .records: LocalizedText("服务记录", "Records")
        case .noRecords: LocalizedText("还没有记录", "There are no records yet")
        case .what: LocalizedText("事项", "What")
        case .details: LocalizedText("内容", "Details")
        case .recordedBy: LocalizedText("记录人", "Recorded by")
        case .state: LocalizedText("状态", "State")
        case .counts: LocalizedText("有效", "counts")
        case .corrected: LocalizedText("已更正", "corrected")
        case .takenBack: LocalizedText("已撤销", "taken back")
        case .quarantined: LocalizedText("未计入", "does not count")
        case .erase: LocalizedText("删除这位居民的资料", "Erase this resident's data")
        case .eraseEffect:
            LocalizedText(
                "删除后无法恢复：内容、备份中的内容都将不可读。汇总数字不变。请先为居民导出资料。",
                "This can't be undone: the contents become unreadable, in backups too. Figures stay. Export the data for the resident first."
            )
        case .eraseReason: LocalizedText("原因", "Reason")
        case .eraseReasonHelp:
            LocalizedText("如：居民本人书面要求。不写姓名、电话和证件号", "such as: asked for in writing; no names, phones or ID numbers")
        case .eraseConfirm: LocalizedText("再次输入编号前 8 位", "The first 8 characters of the id once more")
        case .eraseConfirmHelp: LocalizedText("即 {id}", "that is {id}")
        case .wrongConfirmation:
            LocalizedText("编号前 8 位不符，没有删除", "The 8 characters do not match; nothing was erased")
        case .missingReason: LocalizedText("请写明原因，5 至 500 字", "State the reason in 5 to 500 characters")
        case .unsealed:
            LocalizedText(
                "有尚未加密的旧记录，暂时无法删除，请联系系统管理员",
                "There are old records that are not sealed yet, so nothing can be erased; tell the administrator")
        case .backToRecord: LocalizedText("返回居民记录", "Back to the record")
        case .export: LocalizedText("导出全部资料", "Export everything")
        case .exportHint:
            LocalizedText(
                "居民有权得到自己的资料。文件含全部记录，请当面交给本人或其监护人。导出会留痕。",
                "Residents have a right to their data. The file holds every record; hand it to the resident or a guardian. The export is put on record."
            )
        case .rights: LocalizedText("居民的权利", "The resident's rights")
        case .erased: LocalizedText("资料已删除", "The data was erased")
        case .erasedHint:
            LocalizedText("内容已不可恢复，汇总数字不变。", "The contents can't be recovered; figures stay as they were.")
        case .latestOnly: LocalizedText("显示最近 {n} 条，导出文件中有全部记录。", "The latest {n} are shown; the export holds all.")
        case .female: LocalizedText("女", "female")
        case .male: LocalizedText("男", "male")
        case .other: LocalizedText("其他", "other")
        case .unknown: LocalizedText("未说明", "not told")
        }
    }

    static func sex(_ sex: ResidentRegistered.Sex, _ language: Language) -> String {
        (ResidentWords(rawValue: sex.rawValue) ?? .unknown)(language)
    }
}
