public import Foundation
public import HubModel

/// Why a key that signs plugins can't be made or used.
public enum PluginKeyError: Error, Hashable, Sendable {
    case invalidID(String)
    case fileExists(path: String)
    case unreadable(path: String, reason: String)
    /// Others than its owner can read the file.
    case openToOthers(path: String)
    case malformed(path: String)
}

extension PluginKeyError: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { "\(message.zh) / \(message.en)" }

    /// What is wrong and what to do about it.
    public var message: LocalizedText {
        switch self {
        case .invalidID(let id):
            LocalizedText(
                zh: "\(id.quoted) 不能作密钥编号；请用小写字母开头，由小写字母、数字、连字符组成，最多 40 个",
                en:
                    "\(id.quoted) can't be a key's id; use at most 40 lower-case letters, digits and hyphens, beginning with "
                    + "a letter")
        case .fileExists(let path):
            LocalizedText(zh: "\(path) 已经存在，没有改动；请换一个文件名", en: "\(path) exists and was not changed; name another file")
        case .unreadable(let path, let reason):
            LocalizedText(
                zh: "无法读写密钥文件 \(path)（\(reason)）；请检查路径和权限",
                en: "\(path) can't be used (\(reason)); check path and permissions")
        case .openToOthers(let path):
            LocalizedText(
                zh: "他人可以读取密钥文件 \(path)；请执行 chmod 600 \(path)", en: "others can read \(path); run chmod 600 \(path)")
        case .malformed(let path):
            LocalizedText(
                zh: "\(path) 不是插件签名密钥；请用 plugins keygen 生成",
                en: "\(path) is no key that signs plugins; make one with plugins keygen")
        }
    }
}
