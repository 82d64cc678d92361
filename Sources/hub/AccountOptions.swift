import Configuration
import Foundation
import Identity

extension ConfigReader {
    /// How people sign in.
    ///
    /// - Throws: ``UnsafeSetting`` when keys or the list of common passwords are missing.
    func accounts() throws -> AccountSettings {
        let list = string(forKey: "accounts.commonPasswords", default: "/usr/share/john/password.lst")
        guard let passwords = try? PasswordRules(listAt: URL(fileURLWithPath: list)) else {
            throw UnsafeSetting(
                "无法读取常见密码表 \(list)，请安装 john-data 或用 XINLIAN_ACCOUNTS_COMMON_PASSWORDS 指明",
                "the list of common passwords \(list) can't be read; install john-data or name one with XINLIAN_ACCOUNTS_COMMON_PASSWORDS"
            )
        }
        return AccountSettings(fields: AccountFields(try keys()), passwords: passwords)
    }
}
