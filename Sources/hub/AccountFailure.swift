import Identity

/// What commands say about accounts.
enum AccountFailure {
    static func text(for error: IdentityError) -> String {
        switch error {
        case .nameTaken: "登录名已被使用 / the sign-in name is taken"
        case .invalidName: "登录名须为 3 至 64 个字母、数字或 . _ - @ / a sign-in name has 3 to 64 letters, digits or . _ - @"
        case .invalidProfile: "姓名为空或过长 / the name is empty or too long"
        case .unknownAccount: "没有这个登录名，用 accounts list 查看 / no account has this sign-in name; see accounts list"
        case .invalidAssignment: "没有这个站点或医院 / there is no such station or hospital"
        case .lastDirector: "这是最后一位区级负责人，请先为他人增加该身份 / this is the last director; give the role to somebody else first"
        default: "\(error)"
        }
    }
}
