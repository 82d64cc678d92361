public import Foundation
public import HubModel

/// Why no bundle was made.
public enum SignBundleError: Error, Hashable, Sendable {
    /// The library's name does not belong to the module of `plugin.yaml`.
    case otherLibrary(found: String, expected: String)
    /// A bundle of this id and version is there, with other content.
    case versionTaken(PluginKey, folder: String)
}

extension SignBundleError: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { "\(message.zh) / \(message.en)" }

    /// What is wrong and what to do about it.
    public var message: LocalizedText {
        switch self {
        case .otherLibrary(let found, let expected):
            LocalizedText(
                zh: "程序库名为 \(found)，而 plugin.yaml 的 module 要求 \(expected)；请用 --library 指明该文件",
                en:
                    "the library is called \(found), by the module of plugin.yaml it is \(expected); name that file with "
                    + "--library")
        case .versionTaken(let key, let folder):
            LocalizedText(
                zh: "\(folder) 中已有 \(key)，内容不同，没有改动；内容有变化时请提高 plugin.yaml 中的版本号",
                en:
                    "\(folder) holds another \(key) and was not changed; raise the version in plugin.yaml whenever its content "
                    + "changes")
        }
    }
}
