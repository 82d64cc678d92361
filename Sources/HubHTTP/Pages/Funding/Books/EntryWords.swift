import HubModel

/// Texts of the forms for entries by hand.
enum EntryWords: String, Wording {
    case title, lead, choose, line, payee, payeeHelp, document, documentHelp, reason, reasonHelp, submit, effect, back
    case total, net, tax, income, cost, other, noAmount, noLine, formUsed, done, none

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("手工录入业务", "Enter an event by hand")
        case .lead:
            LocalizedText(
                "系统不会自动知道的业务：预拨、清算、自付款等。按记账规则生成凭证，由另一人批准。",
                "What the hub can't know by itself: advances, settlements, co-payments. It makes a voucher by the posting rules, which another person approves."
            )
        case .choose: LocalizedText("选择业务", "Choose what happened")
        case .line: LocalizedText("预算指标", "Budget line")
        case .payee: LocalizedText("对方单位（可不填）", "The other party (may be empty)")
        case .payeeHelp:
            LocalizedText("站点编码或单位名称，不写个人姓名", "The code of a station or the name of an organisation; no persons")
        case .document: LocalizedText("单据号", "Number of the paper")
        case .documentHelp: LocalizedText("银行回单、支付令或合同编号", "of the bank, the treasury or the contract")
        case .reason: LocalizedText("事由", "Reason")
        case .reasonHelp: LocalizedText("写明是什么业务；不写姓名", "Say what it was; no names")
        case .submit: LocalizedText("录入", "Enter it")
        case .effect:
            LocalizedText("录入后不能修改，只能红字冲销。", "It can't be edited afterwards, only taken back in red.")
        case .back: LocalizedText("返回凭证列表", "Back to the vouchers")
        case .total: LocalizedText("金额（元）", "Amount in yuan")
        case .net: LocalizedText("不含税金额（元）", "Net amount in yuan")
        case .tax: LocalizedText("税额（元）", "Tax in yuan")
        case .income: LocalizedText("收入（元）", "Income in yuan")
        case .cost: LocalizedText("成本（元）", "Cost in yuan")
        case .other: LocalizedText("金额 {name}（元）", "Amount {name} in yuan")
        case .noAmount:
            LocalizedText("金额应为数字，最多两位小数，至少一项为正数", "Amounts have at most two decimals, and one is above zero")
        case .noLine: LocalizedText("请选择预算指标", "Choose a budget line")
        case .formUsed:
            LocalizedText(
                "这张表单已经提交过，那一笔已记录。若要另记一笔，请核对后再提交。",
                "This form was sent before and what it said then is recorded. To enter another event, check it and send it again."
            )
        case .done: LocalizedText("已录入：{what}", "Entered: {what}")
        case .none: LocalizedText("记账规则中没有可手工录入的业务", "The posting rules offer nothing to be entered by hand")
        }
    }

    /// What a base amount of a rule is called.
    static func amount(_ name: String, _ language: Language) -> String {
        let known: [String: EntryWords] = [
            "total": .total, "net": .net, "tax": .tax, "income": .income, "cost": .cost,
        ]
        return known[name]?(language) ?? EntryWords.other(language).replacing("{name}", with: name)
    }
}
