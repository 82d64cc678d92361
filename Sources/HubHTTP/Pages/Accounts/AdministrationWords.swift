import HubModel
import Identity
import Protection

/// Texts of the administration of accounts.
enum AdministrationWords: String, Wording {
    case accountsTitle, staffTitle, filter, show, none, noneHint, people
    case displayName, nameHelp, phone, role, create, newAccount, name, signInName, roles, state, secondFactor, back
    case invited, linkExpired, active, disabled, factorOn, factorOff
    case linkTitle, linkLead, reset, resetTitle, resetEffect, resetFactor, assign, withdraw, disable, disableEffect,
        enable
    case nameTaken, invalidName, invalidProfile, invalidAssignment, lastDirector, ownAccount

    init(_ state: AccountSummary.State) {
        self =
            switch state {
            case .invited: .invited
            case .linkExpired: .linkExpired
            case .active: .active
            case .disabled: .disabled
            }
    }

    static func title(of acting: RoleAssignment, _ language: Language) -> String {
        (acting.role == .director ? Self.accountsTitle : .staffTitle)(language)
    }

    var text: LocalizedText {
        switch self {
        case .accountsTitle: LocalizedText("账号管理", "Accounts")
        case .staffTitle: LocalizedText("本站人员", "Our people")
        case .filter: LocalizedText("按姓名、登录名、身份或状态查找", "Find by name, role or state")
        case .show: LocalizedText("查找", "Find")
        case .none: LocalizedText("没有符合条件的账号", "No such account")
        case .noneHint: LocalizedText("换个条件再找，或在下方新建账号。", "Try other words, or make a new account below.")
        case .people: LocalizedText("人", "people")
        case .displayName: LocalizedText("姓名", "Name")
        case .nameHelp:
            LocalizedText(
                "本人登录时输入，3 至 64 个字母、数字或 . _ - @", "What the person types to sign in: 3 to 64 letters, digits or . _ - @"
            )
        case .phone: LocalizedText("手机（可不填）", "Phone (optional)")
        case .role: LocalizedText("身份", "Role")
        case .create: LocalizedText("新建并生成链接", "Create and make the link")
        case .newAccount: LocalizedText("新建账号", "New account")
        case .name: LocalizedText("姓名", "Name")
        case .signInName: LocalizedText("登录名", "Sign-in name")
        case .roles: LocalizedText("身份", "Roles")
        case .state: LocalizedText("状态", "State")
        case .secondFactor: LocalizedText("动态码", "Second factor")
        case .back: LocalizedText("返回", "Back")
        case .invited: LocalizedText("待设置密码", "Invited")
        case .linkExpired: LocalizedText("链接已过期", "Link expired")
        case .active: LocalizedText("正常", "Active")
        case .disabled: LocalizedText("已停用", "Disabled")
        case .factorOn: LocalizedText("已开启", "On")
        case .factorOff: LocalizedText("未开启", "Off")
        case .linkTitle: LocalizedText("一次性链接", "One-time link")
        case .linkLead:
            LocalizedText(
                "请当面或通过可靠渠道交给本人，24 小时内有效，只能用一次；离开本页后不再显示。",
                "Hand this to the person directly. It is good for 24 hours and one use, and is not shown again.")
        case .reset: LocalizedText("生成新链接", "Make a new link")
        case .resetTitle: LocalizedText("重置密码", "Reset the password")
        case .resetEffect:
            LocalizedText(
                "原密码立即失效，本人已登录的设备全部退出。", "The old password ends at once and all the person's devices are signed out.")
        case .resetFactor:
            LocalizedText("同时取消动态码（手机和恢复码都丢失时）", "Also remove the second factor (phone and recovery codes lost)")
        case .assign: LocalizedText("增加身份", "Add a role")
        case .withdraw: LocalizedText("取消身份", "Take a role away")
        case .disable: LocalizedText("停用账号", "Disable the account")
        case .disableEffect:
            LocalizedText(
                "停用后立即退出所有设备，不能再登录；已有的记录保留。",
                "All devices are signed out at once and the person can't sign in; records stay.")
        case .enable: LocalizedText("重新启用", "Enable again")
        case .nameTaken: LocalizedText("这个登录名已被使用，请换一个。", "This sign-in name is taken. Choose another.")
        case .invalidName:
            LocalizedText("登录名须为 3 至 64 个字母、数字或 . _ - @", "A sign-in name has 3 to 64 letters, digits or . _ - @")
        case .invalidProfile:
            LocalizedText(
                "请填写姓名（60 字以内）；手机号只含数字。", "Fill in the name (60 characters at most); a phone number has digits only.")
        case .invalidAssignment: LocalizedText("不能给予这个身份，请重新选择。", "This role can't be given. Choose again.")
        case .lastDirector:
            LocalizedText("这是最后一位区级负责人，请先为他人增加该身份。", "This is the last director. Give the role to somebody else first.")
        case .ownAccount:
            LocalizedText("不能停用或重置自己的账号，请找另一位负责人。", "Nobody disables or resets the own account. Ask another director.")
        }
    }

    /// What to say about an error; nil when it is none of these.
    static func text(for error: IdentityError, _ language: Language) -> String? {
        switch error {
        case .nameTaken: Self.nameTaken(language)
        case .invalidName: Self.invalidName(language)
        case .invalidProfile: Self.invalidProfile(language)
        case .invalidAssignment: Self.invalidAssignment(language)
        case .lastDirector: Self.lastDirector(language)
        case .ownAccount: Self.ownAccount(language)
        default: nil
        }
    }
}
