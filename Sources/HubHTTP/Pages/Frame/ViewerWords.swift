import HubModel

/// Texts around every page of somebody who is signed in.
enum ViewerWords: String, Wording {
    case account, signOut, switchTo, entries, overview, accounts, today, staff, hospital, bureau, audit, residents
    case emergency, notices, positioning, plugins, operations, orders, funding

    var text: LocalizedText {
        switch self {
        case .account: LocalizedText("我的账号", "My account")
        case .signOut: LocalizedText("退出登录", "Sign out")
        case .switchTo: LocalizedText("切换身份", "Act as")
        case .entries: LocalizedText("主要页面", "Main pages")
        case .overview: LocalizedText("总览", "Overview")
        case .accounts: LocalizedText("账号管理", "Accounts")
        case .today: LocalizedText("今日", "Today")
        case .staff: LocalizedText("本站人员", "Our people")
        case .hospital: LocalizedText("本院", "Our hospital")
        case .bureau: LocalizedText("区卫健局", "District health bureau")
        case .audit: LocalizedText("审计记录", "Audit trail")
        case .residents: LocalizedText("居民与服务", "Residents and services")
        case .orders: LocalizedText("服务点单", "Orders")
        case .funding: LocalizedText("经费", "Funding")
        case .emergency: LocalizedText("紧急调阅", "Emergency access")
        case .notices: LocalizedText("通知", "Notices")
        case .positioning: LocalizedText("站点设置", "Station settings")
        case .plugins: LocalizedText("定位插件", "Profile plugins")
        case .operations: LocalizedText("运行状态", "Operations")
        }
    }
}
