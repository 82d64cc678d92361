import Foundation
import HubModel
import Identity

/// Texts of the own account's page.
enum AccountWords: String, Wording {
    case signInName, roles, sessions, sessionsLead, role, began, seen, address, browser, thisOne, endSession, endOthers
    case passwordTitle, oldPassword, changePassword, passwordEffect
    case factorTitle, factorOn, factorOff, replaceFactor, replaceEffect, setUpFactor, wrongPassword
    case providerTitle, providerOn, providerOff, link, unlink, linkLead, passwordRight, onward, backToAccount

    var text: LocalizedText {
        switch self {
        case .signInName: LocalizedText("登录名", "Sign-in name")
        case .roles: LocalizedText("身份", "Roles")
        case .sessions: LocalizedText("登录中的设备", "Where you are signed in")
        case .sessionsLead:
            LocalizedText("不认识的设备请立即退出，并修改密码。", "End what you don't recognise, and change your password.")
        case .role: LocalizedText("身份", "Role")
        case .began: LocalizedText("登录时间", "Signed in")
        case .seen: LocalizedText("最近使用", "Last used")
        case .address: LocalizedText("来源地址", "Address")
        case .browser: LocalizedText("浏览器", "Browser")
        case .thisOne: LocalizedText("本机", "this one")
        case .endSession: LocalizedText("退出", "End")
        case .endOthers: LocalizedText("退出其他所有设备", "End all others")
        case .passwordTitle: LocalizedText("修改密码", "Change password")
        case .oldPassword: LocalizedText("当前密码", "Current password")
        case .changePassword: LocalizedText("修改密码", "Change password")
        case .passwordEffect: LocalizedText("修改后，其他设备上的登录全部退出。", "All other devices are signed out.")
        case .factorTitle: LocalizedText("动态码", "Code at sign-in")
        case .factorOn: LocalizedText("已开启：登录时需输入手机上的动态码。", "On: signing in takes a code from your phone.")
        case .factorOff: LocalizedText("未开启。开启后，即使密码泄露，他人也无法登录。", "Off. With it, a password alone lets nobody in.")
        case .replaceFactor: LocalizedText("换手机：重新设置", "New phone: set up again")
        case .replaceEffect:
            LocalizedText(
                "原来的动态码和恢复码立即失效，随后需重新扫码。", "The old code and the recovery codes end at once; then scan again.")
        case .setUpFactor: LocalizedText("开启动态码", "Set up the code")
        case .providerTitle: LocalizedText("统一身份认证", "Identity service")
        case .providerOn: LocalizedText("已关联，可用统一身份认证登录。", "Linked. You can sign in with it.")
        case .providerOff:
            LocalizedText(
                "未关联。关联后可用统一身份认证登录，无需输入本系统密码。",
                "Not linked. Once it is, you can sign in with it instead of this system's password.")
        case .link: LocalizedText("关联统一身份认证", "Link the identity service")
        case .unlink: LocalizedText("取消关联", "Remove the link")
        case .linkLead:
            LocalizedText(
                "关联后，凭该统一身份即可登录您的账号，请先输入当前密码确认是您本人。",
                "Whoever has the linked identity can sign in to your account, so first show that it is you.")
        case .passwordRight:
            LocalizedText("密码正确，请继续前往统一身份认证。", "The password is right. Continue at the identity service.")
        case .onward: LocalizedText("前往统一身份认证", "Continue to the identity service")
        case .backToAccount: LocalizedText("返回我的账号", "Back to my account")
        case .wrongPassword: LocalizedText("当前密码不对，没有任何改动。", "The current password is not right; nothing was changed.")
        }
    }

    static func text(for error: any Error, _ language: Language, now: Date) -> String? {
        if error as? IdentityError == .wrongCredentials { return Self.wrongPassword(language) }
        return SignInWords.text(for: error, language, now: now)
    }
}
