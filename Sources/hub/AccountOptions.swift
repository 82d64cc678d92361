import Configuration
import Crypto
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
        return AccountSettings(fields: try accountFields(), passwords: passwords)
    }

    private func accountFields() throws -> AccountFields {
        guard let path = string(forKey: "keys.file"), let text = try? String(contentsOfFile: path, encoding: .utf8)
        else {
            throw UnsafeSetting("没有密钥文件，请设置 XINLIAN_KEYS_FILE", "there is no key file; set XINLIAN_KEYS_FILE")
        }
        var keys: [String: [AccountFields.Key]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 3, let data = Data(base64Encoded: parts[2]) else { continue }
            keys[parts[0], default: []].append(.init(id: parts[1], key: SymmetricKey(data: data)))
        }
        return AccountFields(encryption: keys["encryption"] ?? [], lookup: keys["lookup"] ?? [])
    }
}
