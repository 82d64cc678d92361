import HubModel
import PluginKit

/// Texts of what a plugin says of a resident.
enum AdviceWords: String, Wording {
    case actions, actionsHint, noActions, what, dueOn, why, overdue, source, failed, missing, notRecorded
    case call, visit, screening, consultation, referral
    case packages, noPackages, package, standing, price, subsidy, copayment
    case eligible, ineligible, undecided, unanswered, enrolled
    case outreach, noOutreach, message, due, heldBack, occasion
    case otherVersion, pluginMissing
    case counsellors, counsellorsHint, problem, tier, rank, counsellor, score, minimum, meetsMinimum, belowMinimum
    case askBoth, supportOnly, undescribed, noProblems, c1, c2, c3, c4

    init(_ action: FollowUpRule.Action) {
        self =
            switch action {
            case .call: .call
            case .visit: .visit
            case .screening: .screening
            case .consultation: .consultation
            case .referral: .referral
            }
    }

    init(_ standing: EligibilityDecision.Standing) {
        self =
            switch standing {
            case .eligible: .eligible
            case .ineligible: .ineligible
            case .undecided: .undecided
            }
    }

    init(_ tier: ClientTier) {
        self =
            switch tier {
            case .c1: .c1
            case .c2: .c2
            case .c3: .c3
            case .c4: .c4
            }
    }

    var text: LocalizedText {
        switch self {
        case .actions: LocalizedText("下一步", "Next")
        case .actionsHint:
            LocalizedText(
                "逾期未办和未来 14 天内要办的事，最要紧的在前。", "What is overdue or due within 14 days, the most pressing first.")
        case .noActions: LocalizedText("近 14 天没有要办的事", "Nothing is due within 14 days")
        case .what: LocalizedText("事项", "What")
        case .dueOn: LocalizedText("期限", "Due")
        case .why: LocalizedText("依据", "Why")
        case .overdue: LocalizedText("有逾期事项", "Something is overdue")
        case .source:
            LocalizedText(
                "由插件 {plugin} 按已上报的记录给出，供站点人员参考。",
                "Given by the plugin {plugin} from the facts that were reported; for the station's people to weigh.")
        case .failed: LocalizedText("暂时没有答案：{reason}", "There is no answer at the moment: {reason}")
        case .missing:
            LocalizedText(
                "本站定位的插件没有载入，暂时给不出下一步、服务包和提醒；记录不受影响。请告诉区级负责人。",
                "The plugin of this station's profile is not loaded, so it names no next steps, packages and reminders; the "
                    + "record stands. Tell the district's director.")
        case .notRecorded:
            LocalizedText(
                "电话、上门和外呼目前没有记录，均按未做计算。", "Calls, visits and outreach are not recorded yet; all count as not done.")
        case .call: LocalizedText("电话", "call")
        case .visit: LocalizedText("上门", "visit")
        case .screening: LocalizedText("筛查", "screening")
        case .consultation: LocalizedText("面谈", "consultation")
        case .referral: LocalizedText("转诊", "referral")
        case .packages: LocalizedText("可签约服务包", "Packages on offer")
        case .noPackages: LocalizedText("本站没有服务包", "The station offers no package")
        case .package: LocalizedText("服务包", "Package")
        case .standing: LocalizedText("资格", "Eligible")
        case .price: LocalizedText("价格", "Price")
        case .subsidy: LocalizedText("补贴", "Subsidy")
        case .copayment: LocalizedText("自付", "Resident pays")
        case .eligible: LocalizedText("符合条件", "eligible")
        case .ineligible: LocalizedText("不符合", "not eligible")
        case .undecided: LocalizedText("待核实", "to be asked")
        case .unanswered: LocalizedText("没有答案", "no answer")
        case .enrolled: LocalizedText("已签约", "enrolled")
        case .outreach: LocalizedText("外呼与提醒", "Outreach and reminders")
        case .noOutreach: LocalizedText("目前没有到时机的提醒", "No reminder has its occasion now")
        case .message: LocalizedText("提醒内容", "Message")
        case .due: LocalizedText("现在可联系", "may be made now")
        case .heldBack: LocalizedText("暂不联系", "held back")
        case .occasion: LocalizedText("提醒", "Reminder")
        case .otherVersion:
            LocalizedText(
                "服务包“{package}”签约时的插件版本 {began} 没有载入，改按 {asked} 计算。",
                "The package '{package}' began under {began}, which is not loaded; {asked} was asked in its place.")
        case .pluginMissing:
            LocalizedText(
                "服务包“{package}”签约时的插件 {began} 没有载入，无法计算其项目。",
                "The package '{package}' began under {began}, which is not loaded, so nothing tells what is due in it.")
        case .counsellors: LocalizedText("咨询师匹配", "Counsellors that fit")
        case .counsellorsHint:
            LocalizedText(
                "选择问题类型和需求分层。分层只供站点内部匹配，不向居民显示。",
                "Choose the kind of problem and the tier of need. Tiers serve the matching alone and are never shown to the "
                    + "resident.")
        case .problem: LocalizedText("问题类型", "Problem")
        case .tier: LocalizedText("需求分层", "Tier of need")
        case .rank: LocalizedText("排序", "Rank")
        case .counsellor: LocalizedText("咨询师", "Counsellor")
        case .score: LocalizedText("匹配分", "Score")
        case .minimum: LocalizedText("最低要求", "Minimum")
        case .meetsMinimum: LocalizedText("达到", "reached")
        case .belowMinimum: LocalizedText("未达到", "not reached")
        case .askBoth: LocalizedText("请选择问题类型和需求分层", "Choose both the problem and the tier")
        case .supportOnly:
            LocalizedText(
                "深度支持：站点只提供支持性陪伴，不作诊断和心理治疗，请同时考虑转诊。",
                "Deep support: the station supports and neither diagnoses nor gives psychotherapy; consider a referral too."
            )
        case .undescribed:
            LocalizedText("未填写能力，没有参与排序：{names}", "Not ranked, as nobody described their capability: {names}")
        case .noProblems:
            LocalizedText("本站定位的插件没有问题类型", "The plugin of this profile names no kinds of problems")
        case .c1: LocalizedText("价格敏感", "price-sensitive")
        case .c2: LocalizedText("问题导向", "problem-oriented")
        case .c3: LocalizedText("深度支持", "deep support")
        case .c4: LocalizedText("预防成长", "preventive")
        }
    }
}
