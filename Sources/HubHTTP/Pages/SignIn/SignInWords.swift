import Foundation
import HubModel
import Identity

/// Texts on the way in.
enum SignInWords: String, Wording {
    case title, lead, name, password, signIn, provider, forgotten
    case codeTitle, codeLead, code, codeHelp, confirm, cancel
    case setUpTitle, setUpLead, setUpSecret, setUpCode, setUpConfirm, recoveryTitle, recoveryLead, go
    case linkTitle, linkLead, newPassword, newPasswordHelp, again, setPassword, linkDone
    case back, identityTaken, noRole
    case wrong, wrongCode, tooMany, busy, invalidLink, mismatch, unlinked, providerFailed
    case tooShort, tooLong, common, containsName, monotonous

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("登录", "Sign in")
        case .lead: LocalizedText("请使用区里或站点为您开通的账号。", "Use the account that the bureau or your station opened for you.")
        case .name: LocalizedText("登录名", "Sign-in name")
        case .password: LocalizedText("密码", "Password")
        case .signIn: LocalizedText("登录", "Sign in")
        case .provider: LocalizedText("使用统一身份认证登录", "Sign in with the identity service")
        case .forgotten:
            LocalizedText(
                "忘记密码，请找站长或区级管理员重置。", "Forgot the password? Ask your station's manager or the bureau to reset it.")
        case .codeTitle: LocalizedText("输入动态码", "Enter the code")
        case .codeLead:
            LocalizedText(
                "请打开手机上的身份验证器，输入当前的 6 位动态码。",
                "Open the authenticator app on your phone and enter the six digits it shows now.")
        case .code: LocalizedText("动态码或恢复码", "Code or recovery code")
        case .codeHelp:
            LocalizedText(
                "手机不在身边时，可输入一个恢复码，每个只能用一次。", "Without your phone, enter one of your recovery codes; each works once.")
        case .confirm: LocalizedText("确认", "Confirm")
        case .cancel: LocalizedText("换一个账号登录", "Sign in as somebody else")
        case .setUpTitle: LocalizedText("设置动态码", "Set up the code")
        case .setUpLead:
            LocalizedText(
                "您的身份可以查看或批准重要内容，登录时除密码外还需动态码。请用手机上的身份验证器扫描二维码。",
                "Your role can see or approve what matters, so signing in takes a code besides the password. Scan this with the authenticator app on your phone."
            )
        case .setUpSecret: LocalizedText("无法扫描时，手动输入此密钥", "If you can't scan, type this key")
        case .setUpCode: LocalizedText("身份验证器显示的 6 位数字", "The six digits that the app shows")
        case .setUpConfirm: LocalizedText("完成设置", "Finish")
        case .recoveryTitle: LocalizedText("请保存恢复码", "Keep these recovery codes")
        case .recoveryLead:
            LocalizedText(
                "手机丢失时可凭恢复码登录，每个只能用一次。请打印或抄下并妥善保管；离开本页后不再显示。",
                "If you lose your phone, each of these signs you in once. Print or write them down and keep them safe; they are not shown again."
            )
        case .go: LocalizedText("已保存，继续", "I have kept them, continue")
        case .linkTitle: LocalizedText("设置密码", "Set your password")
        case .linkLead:
            LocalizedText(
                "您好，{name}。请为登录名 {sign-in} 设置密码。", "Hello {name}. Set a password for the sign-in name {sign-in}.")
        case .newPassword: LocalizedText("新密码", "New password")
        case .newPasswordHelp:
            LocalizedText(
                "至少 10 个字符，不必含符号；几个不相干的词最好记。不要用姓名、手机号或常见密码。",
                "At least 10 characters, symbols not needed; a few unrelated words are easiest. No names, phone numbers or common passwords."
            )
        case .again: LocalizedText("再输入一次", "Once more")
        case .setPassword: LocalizedText("设置密码", "Set password")
        case .linkDone: LocalizedText("密码已设置，请登录。", "Your password is set. Sign in now.")
        case .back: LocalizedText("返回登录页", "Back to sign-in")
        case .identityTaken:
            LocalizedText(
                "该统一身份账号已关联到其他人，请联系区级管理员。",
                "This identity is linked to somebody else here. Call the bureau's administrator.")
        case .noRole:
            LocalizedText(
                "该账号已停用或没有角色，请联系站长或区级管理员。",
                "This account is disabled or has no role. Call your station's manager or the bureau.")
        case .wrong:
            LocalizedText("登录名或密码不对，请核对后再试。", "The name or the password is not right. Check both and try again.")
        case .wrongCode:
            LocalizedText(
                "动态码不对或已用过，请等待下一个再试。", "The code is not right or was used. Wait for the next one and try again.")
        case .tooMany: LocalizedText("尝试次数较多，请 {wait} 后再试。", "There were many attempts. Try again in {wait}.")
        case .busy: LocalizedText("现在登录的人较多，请稍后再试。", "Many people are signing in. Try again in a moment.")
        case .invalidLink:
            LocalizedText(
                "这个链接已用过或已过期，请找站长或区级管理员重新获取。",
                "This link was used or is too old. Ask your station's manager or the bureau for a new one.")
        case .mismatch: LocalizedText("两次输入的密码不同，请重新输入。", "The two passwords differ. Type them again.")
        case .unlinked:
            LocalizedText(
                "该统一身份账号尚未关联。请先用密码登录，再在“我的账号”中关联。",
                "This identity is not linked yet. Sign in with your password first and link it under My account.")
        case .providerFailed:
            LocalizedText(
                "统一身份认证未完成，请重试或使用密码登录。", "The identity service did not finish. Try again or use your password.")
        case .tooShort: LocalizedText("密码至少 10 个字符。", "A password has at least 10 characters.")
        case .tooLong: LocalizedText("密码最多 128 个字符。", "A password has at most 128 characters.")
        case .common:
            LocalizedText("这个密码太常见，容易被猜到，请换一个。", "This password is too common and easily guessed. Choose another.")
        case .containsName:
            LocalizedText("密码不能包含姓名、登录名或手机号。", "A password must not hold your name, sign-in name or phone number.")
        case .monotonous: LocalizedText("密码不能是连续或重复的字符。", "A password must not be one run or repetition of characters.")
        }
    }

    init(_ violation: PasswordRules.Violation) {
        self =
            switch violation {
            case .tooShort: .tooShort
            case .tooLong: .tooLong
            case .common: .common
            case .containsName: .containsName
            case .monotonous: .monotonous
            }
    }
}

extension SignInWords {
    /// What to say about an error on the way in; nil when it is none of these.
    static func text(for error: any Error, _ language: Language, now: Date) -> String? {
        guard let error = error as? IdentityError else { return nil }
        switch error {
        case .wrongCredentials: return Self.wrong(language)
        case .wrongCode: return Self.wrongCode(language)
        case .busy: return Self.busy(language)
        case .invalidLink: return Self.invalidLink(language)
        case .weakPassword(let violation): return SignInWords(violation)(language)
        case .unlinkedIdentity: return Self.unlinked(language)
        case .identityTaken: return Self.identityTaken(language)
        case .providerRefused: return Self.providerFailed(language)
        case .tooManyAttempts(let nextAt):
            let seconds = max(1, Int(nextAt.timeIntervalSince(now).rounded(.up)))
            let wait =
                switch language {
                case .zh: seconds < 90 ? "\(seconds) 秒" : "\((seconds + 59) / 60) 分钟"
                case .en: seconds < 90 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
                }
            return Self.tooMany(language).replacing("{wait}", with: wait)
        default: return nil
        }
    }
}
