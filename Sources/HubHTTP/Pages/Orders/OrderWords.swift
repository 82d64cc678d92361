import HubModel

/// Texts of the pages about service orders.
enum OrderWords: String, Wording {
    case title, lead, new, state, package, sort, newest, oldest, all, show, number, service, resident, amount, performer
    case when, none, noneHint, noMatch, more, back, byStation, byDepartment, nobody
    case copayment, government, group, timeline, nextStep, evidence, reason
    case accept, department, departmentHelp, deliver, deliverLabel, deliverHelp, link, code, verifyLead
    case cancel, cancelLabel, cancelHelp, cancelEffect, denied, waiting, done, notHeld
    case newLead, choose, residentId, residentHelp, placeButton, residentLink, residentLinkLead
    case linkTitle, linkLead, placeLinkLead, codeTitle, codeLead, validUntil, counter
    case orderTitle, orderLead, orderConfirm, ordered, orderedLead, discreet
    case verifyTitle, verifyAsk, received, notReceived, thanks, thanksDenied, codeForm, codeFormLead, typedCode
    case step, who, at, note
    case pays, priceAndSubsidy, quote, quoteFirst, notMeantFor, meantForUnknown, freeRound

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("服务点单", "Orders")
        case .lead:
            LocalizedText(
                "居民点单，本站或部门接单，服务后由居民确认；确认后的单才能报销经费。",
                "Residents order, the station or a department takes the order, and the resident verifies the service; only then can it be claimed."
            )
        case .new: LocalizedText("新建点单", "New order")
        case .state: LocalizedText("状态", "State")
        case .package: LocalizedText("服务包", "Package")
        case .sort: LocalizedText("排序", "Sort")
        case .newest: LocalizedText("最近下单在前", "latest first")
        case .oldest: LocalizedText("最早下单在前", "oldest first")
        case .all: LocalizedText("全部", "all")
        case .show: LocalizedText("查看", "Show")
        case .number: LocalizedText("单号", "Number")
        case .service: LocalizedText("服务", "Service")
        case .resident: LocalizedText("居民", "Resident")
        case .amount: LocalizedText("价格", "Price")
        case .performer: LocalizedText("承接方", "Taken by")
        case .when: LocalizedText("下单时间", "Placed")
        case .none: LocalizedText("还没有点单", "There are no orders yet")
        case .noneHint:
            LocalizedText(
                "居民在站点、在这里或用链接下单后，会显示在这里。",
                "Orders stand here once residents place them at the station, here or by a link.")
        case .noMatch: LocalizedText("没有符合条件的点单", "No order fits")
        case .more: LocalizedText("下一页", "Next page")
        case .back: LocalizedText("返回点单列表", "Back to the orders")
        case .byStation: LocalizedText("本站", "the station")
        case .byDepartment: LocalizedText("部门", "department")
        case .nobody: LocalizedText("未登记居民", "nobody on record")
        case .copayment: LocalizedText("居民自付", "Co-payment")
        case .government: LocalizedText("政府承担", "Government's share")
        case .group: LocalizedText("补助类别", "Rate group")
        case .timeline: LocalizedText("经过", "What happened")
        case .nextStep: LocalizedText("下一步", "Next step")
        case .evidence: LocalizedText("服务情况", "What was delivered")
        case .reason: LocalizedText("原因", "Reason")
        case .accept: LocalizedText("接单", "Accept the order")
        case .department: LocalizedText("接单方", "Who takes the order")
        case .departmentHelp: LocalizedText("本站，或区里的部门", "The station, or a department of the district")
        case .deliver: LocalizedText("登记已服务", "Record the delivery")
        case .deliverLabel: LocalizedText("做了什么，或凭证编号", "What was done, or the number of a paper")
        case .deliverHelp:
            LocalizedText("居民会看到这句话。不写姓名、病情和电话", "The resident will read this. No names, conditions or phone numbers")
        case .link: LocalizedText("生成居民确认链接", "Make a link for the resident")
        case .code: LocalizedText("生成当面确认码", "Make a code for the counter")
        case .verifyLead:
            LocalizedText(
                "请居民确认收到服务。新的链接或确认码会使以前的失效。",
                "Ask the resident to verify the service. A new link or code makes the earlier ones void.")
        case .cancel: LocalizedText("取消这张单", "Cancel the order")
        case .cancelLabel: LocalizedText("取消的原因", "Why it is cancelled")
        case .cancelHelp: LocalizedText("如：居民改期。不写姓名和病情", "such as: the resident has no time; no names, no conditions")
        case .cancelEffect:
            LocalizedText(
                "取消后不能恢复，占用的经费额度会退回。", "A cancelled order can't be taken up again; reserved budget is given back.")
        case .denied:
            LocalizedText(
                "居民表示没有收到服务（{time}）。请联系居民核实，再发新的确认链接，或取消。",
                "The resident said that nothing was received ({time}). Clear it up, then make a new link, or cancel.")
        case .waiting: LocalizedText("没有要办的事。", "There is nothing to do.")
        case .done: LocalizedText("居民已确认，可以报销经费。", "The resident has verified it; it can be claimed.")
        case .notHeld: LocalizedText("早先的记录，没有明细", "an early record without details")
        case .newLead:
            LocalizedText(
                "为居民选一项本站现在提供的服务。价格按本站现行价。", "Choose one thing that the station offers now, at its present price.")
        case .choose: LocalizedText("选择服务", "Choose a service")
        case .residentId: LocalizedText("居民编号（可不填）", "Resident's id (may be empty)")
        case .residentHelp:
            LocalizedText(
                "从居民页面复制完整编号；代居民下单会留下记录",
                "Copy the whole id from the resident's page; ordering for somebody is put on record")
        case .placeButton: LocalizedText("下单", "Place the order")
        case .residentLink: LocalizedText("生成居民自助下单链接", "Make a link for the resident to order")
        case .residentLinkLead:
            LocalizedText("也可以让居民自己选：发一个只能用一次的链接。", "Or let the resident choose: send a link that works once.")
        case .linkTitle: LocalizedText("居民链接", "Link for the resident")
        case .linkLead:
            LocalizedText(
                "请居民扫码，或把链接发给本人。只能用一次，这里也只显示一次。",
                "Let the resident scan it, or send the link to the person. It works once and is shown only now.")
        case .placeLinkLead:
            LocalizedText(
                "请居民扫码下单，或把链接发给本人。只能下一单，这里也只显示一次。",
                "Let the resident scan it and order, or send the link. It works for one order and is shown only now.")
        case .codeTitle: LocalizedText("当面确认码", "Code for the counter")
        case .codeLead:
            LocalizedText(
                "把单号和确认码读给居民，由居民在下面的页面输入。半小时内有效，最多试 5 次，只显示一次。",
                "Read number and code to the resident, who types them on the page below. Valid for half an hour and five tries; shown only now."
            )
        case .validUntil: LocalizedText("有效至 {time}", "Valid until {time}")
        case .counter: LocalizedText("居民输入确认码的页面", "The page where residents type a code")
        case .orderTitle: LocalizedText("选一项服务", "Order a service")
        case .orderLead:
            LocalizedText(
                "{station}提供以下服务。选一项，确认后站点会与您联系。",
                "{station} offers these services. Choose one; the station will get in touch.")
        case .orderConfirm: LocalizedText("确认下单", "Confirm the order")
        case .ordered: LocalizedText("已下单", "Your order was placed")
        case .orderedLead: LocalizedText("单号 {order}。站点接单后会与您联系。", "Number {order}. The station will get in touch.")
        case .discreet:
            LocalizedText("这个页面不显示您的姓名和任何健康信息。", "This page shows neither your name nor anything about your health.")
        case .verifyTitle: LocalizedText("请确认服务", "Please verify a service")
        case .verifyAsk:
            LocalizedText(
                "{station}记录已为您提供下面的服务。您收到了吗？", "{station} says that you received the service below. Did you?")
        case .received: LocalizedText("确认已收到服务", "Yes, I received it")
        case .notReceived: LocalizedText("没有收到", "No, I did not")
        case .thanks: LocalizedText("已确认，谢谢您", "Thank you, it is verified")
        case .thanksDenied:
            LocalizedText(
                "已记下没有收到。站点会与您联系核实。", "It is noted that nothing was received. The station will get in touch.")
        case .codeForm: LocalizedText("输入确认码", "Type your code")
        case .codeFormLead:
            LocalizedText("请输入工作人员告诉您的单号和 6 位确认码。", "Type the number and the six digits that you were told.")
        case .typedCode: LocalizedText("6 位确认码", "Six digits")
        case .step: LocalizedText("步骤", "Step")
        case .who: LocalizedText("记录人", "By")
        case .at: LocalizedText("时间", "When")
        case .note: LocalizedText("说明", "Details")
        case .pays: LocalizedText("自付 {amount}", "pays {amount}")
        case .priceAndSubsidy: LocalizedText("价格 {price} · 补贴 {subsidy}", "price {price} · subsidy {subsidy}")
        case .quote: LocalizedText("看这位居民的价格", "Show this resident's prices")
        case .quoteFirst:
            LocalizedText(
                "以下是这位居民的价格，请与本人核对后再下单。", "These are the prices for this resident. Check them together, then order.")
        case .notMeantFor:
            LocalizedText(
                "“{package}”不面向这位居民：{reasons}。请核对后再下单。",
                "'{package}' is not meant for this resident: {reasons}. Check before ordering.")
        case .meantForUnknown:
            LocalizedText(
                "“{package}”是否面向这位居民待核实：{reasons}。",
                "Whether '{package}' is meant for this resident is open: {reasons}.")
        case .freeRound: LocalizedText("免费次数", "free round")
        }
    }
}
