/// Why keys can't be used, and what to do about it. Holds no key material.
public enum KeyRingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with a line of keys.
    public enum Mistake: Sendable {
        case wordCount, purpose, id, doubledID, secret
    }

    case fileNotReadable(String, reason: String)
    /// Others than the file's owner can read or change it.
    case fileOpenToOthers(String)
    /// The file that was to be made is there already.
    case fileExists(String)
    case malformed(line: Int, Mistake)
    /// There is no key of a purpose.
    case noKey(KeyPurpose)
    case unknownKey(KeyPurpose, id: String)
    /// The current key of a purpose stays.
    case isCurrent(KeyPurpose, id: String)
    /// `rows` rows were made with the key.
    case inUse(KeyPurpose, id: String, rows: Int64)

    public var description: String {
        switch self {
        case .fileNotReadable(let path, let reason):
            "无法使用密钥文件 \(path)：\(reason) / the key file \(path) can't be used: \(reason)"
        case .fileOpenToOthers(let path):
            "密钥文件 \(path) 可被他人读取，请执行 chmod 600 / others can read the key file \(path); run chmod 600 on it"
        case .fileExists(let path): "\(path) 已存在，未改动 / \(path) exists and was left alone"
        case .malformed(let line, let mistake): "密钥第 \(line) 行：\(mistake.zh) / keys, line \(line): \(mistake.en)"
        case .noKey(let purpose):
            "没有用途为 \(purpose.rawValue) 的密钥，请用 xinlian-hub keys add \(purpose.rawValue) 添加 / "
                + "there is no key for \(purpose.rawValue); add one with xinlian-hub keys add \(purpose.rawValue)"
        case .unknownKey(let purpose, let id):
            "没有密钥 \(purpose.rawValue) \(id)，请放回密钥文件 / there is no key \(purpose.rawValue) \(id); put it back into the key file"
        case .isCurrent(let purpose, let id):
            "\(purpose.rawValue) \(id) 是当前密钥，请先添加新密钥 / \(purpose.rawValue) \(id) is the current key; add a newer one first"
        case .inUse(let purpose, let id, let rows):
            "密钥 \(purpose.rawValue) \(id) 仍被 \(rows) 行使用，未停用 / \(rows) rows still use the key \(purpose.rawValue) \(id); it stays"
        }
    }
}

extension KeyRingError.Mistake {
    fileprivate var zh: String {
        switch self {
        case .wordCount: "应为“用途 编号 base64”三项"
        case .purpose: "用途应为 \(Self.purposes) 之一"
        case .id: "编号为 1 至 40 个小写字母、数字或连字符"
        case .doubledID: "同一用途的编号重复"
        case .secret: "密钥应为 32 字节的 base64"
        }
    }

    fileprivate var en: String {
        switch self {
        case .wordCount: "a key is purpose, id and base64"
        case .purpose: "the purpose is one of \(Self.purposes)"
        case .id: "an id has 1 to 40 lower-case letters, digits or hyphens"
        case .doubledID: "the purpose has another key of this id"
        case .secret: "a key is the base64 of 32 bytes"
        }
    }

    private static var purposes: String { KeyPurpose.allCases.map(\.rawValue).joined(separator: ", ") }
}
