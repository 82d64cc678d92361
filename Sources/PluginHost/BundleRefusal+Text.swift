public import Foundation
public import HubModel
import PluginKit

extension BundleRefusal: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { message.en }

    /// What is wrong, with both values where two differ, and what to do about it.
    public var message: LocalizedText { LocalizedText(zh: chinese, en: english) }

    private var chinese: String {
        switch self {
        case .notAFolder: "不是文件夹；请放置插件包文件夹本身，不要用链接。"
        case .linkInside(let path): "\(path.quoted) 是链接；请用 plugins sign 重新生成插件包，并完整复制。"
        case .specialFile(let path): "\(path.quoted) 既不是文件也不是文件夹；请删除它，或重新复制插件包。"
        case .nameNotAllowed(let path): "文件名 \(path.quoted) 不允许；请删除它：文件名只用英文字母、数字、点、连字符和下划线。"
        case .tooManyEntries(let limit): "文件超过 \(limit) 个；请重新复制插件包。"
        case .tooDeep(let path, let limit): "\(path.quoted) 的层次超过 \(limit) 层；请重新复制插件包。"
        case .tooLarge(let path, let bytes, let limit):
            "\(path.quoted) 为 \(bytes) 字节，最多 \(limit) 字节；请核对该文件。"
        case .unreadable(let path, let reason): "无法读取 \(path.quoted)（\(reason)）；请检查文件权限。"
        case .manifestMissing: "没有 bundle.json，不是插件包；请用 plugins sign 生成插件包。"
        case .signatureMissing: "没有签名文件 bundle.sig；请用 plugins sign 签名后完整复制。"
        case .signatureMalformed: "签名文件 bundle.sig 无法识别；请重新签名并完整复制。"
        case .signerUnknown(let id, let trusted, let nearest):
            "签名密钥 \(id.quoted) 不受信任（受信任：\(trusted.listed("无"))\(nearest.map { "；最接近：\($0)" } ?? "")）；"
                + "确认来源后请把公钥写入 config/plugin-keys.yaml。"
        case .signatureWrong(let signer): "签名与内容不符（密钥 \(signer)）：文件被改动，或并非由该密钥签名；请向发布者重新索取。"
        case .manifestMalformed(let reason): "bundle.json 无法识别（\(reason)）；请重新生成插件包。"
        case .unknownKeys(let keys): "bundle.json 中有未知的键：\(keys.listed("无"))；请用与本程序匹配的版本重新生成插件包。"
        case .formatUnknown(let found, let known): "插件包格式为 \(found)，本程序只识别 \(known)；请用与本程序匹配的版本重新生成。"
        case .invalidValue(let key, let value): "bundle.json 中 \(key) 的值 \(value.quoted) 无效；请重新生成插件包。"
        case .pathNotAllowed(let path): "bundle.json 列出的路径 \(path.quoted) 不允许；请重新生成插件包。"
        case .listedTwice(let first, let second):
            "bundle.json 把同一文件列了两次（\(first.quoted)、\(second.quoted)）；请重新生成插件包。"
        case .contentNotAllowed(let path): "插件包中不能有 \(path.quoted)；请只放 YAML、README.md 和插件自己的程序库。"
        case .neededFileNotListed(let path): "bundle.json 没有列出 \(path)；请重新生成插件包。"
        case .fileNotListed(let path): "\(path.quoted) 不在 bundle.json 的清单中；请删除它，或重新复制插件包。"
        case .fileMissing(let path): "缺少清单中的文件 \(path)；请完整复制插件包。"
        case .sizeDiffers(let path, let listed, let found):
            "\(path) 为 \(found) 字节，清单为 \(listed) 字节；文件被改动或复制不完整，请重新复制。"
        case .digestDiffers(let path, let listed, let found):
            "\(path) 的摘要为 \(found)，清单为 \(listed)；文件被改动，请重新复制。"
        case .apiVersionDiffers(let plugin, let range, let host):
            "插件 \(plugin) 适用于接口版本 \(range)，本程序为 \(host)；请换用匹配的插件版本。"
        case .compilerDiffers(let plugin, let bundle, let host):
            "插件 \(plugin) 由“\(bundle)”编译，本程序由“\(host)”编译；请索取由同一编译器编译的插件。"
        case .buildDiffers(let plugin, let bundle, let host):
            "插件 \(plugin) 以 \(bundle.rawValue) 方式编译，本程序为 \(host.rawValue)；请索取以同一方式编译的插件。"
        case .contractDiffers(let plugin, let bundle, let host):
            "插件 \(plugin) 按另一份契约编译（\(bundle)，本程序为 \(host)）；请用本程序的 Contract 源码重新编译并签名。"
        case .library(let error): error.message.zh
        }
    }

    private var english: String {
        switch self {
        case .notAFolder: "not a folder; put the bundle's folder itself there, not a link"
        case .linkInside(let path):
            "\(path.quoted) is a link; make the bundle again with plugins sign and copy it completely"
        case .specialFile(let path): "\(path.quoted) is neither file nor folder; remove it or copy the bundle again"
        case .nameNotAllowed(let path):
            "the name \(path.quoted) is not allowed; remove the file: names have ASCII letters, digits, dots, hyphens and "
                + "underscores"
        case .tooManyEntries(let limit): "there are more than \(limit) files; copy the bundle again"
        case .tooDeep(let path, let limit): "\(path.quoted) lies deeper than \(limit) levels; copy the bundle again"
        case .tooLarge(let path, let bytes, let limit):
            "\(path.quoted) has \(bytes) bytes, at most \(limit) are allowed; check that file"
        case .unreadable(let path, let reason): "\(path.quoted) can't be read (\(reason)); check its permissions"
        case .manifestMissing: "there is no bundle.json, so this is no bundle; make one with plugins sign"
        case .signatureMissing: "there is no bundle.sig; sign the bundle with plugins sign and copy it completely"
        case .signatureMalformed: "bundle.sig is not a signature; sign the bundle again and copy it completely"
        case .signerUnknown(let id, let trusted, let nearest):
            "the signing key \(id.quoted) is not trusted (trusted: \(trusted.listed("none"))"
                + "\(nearest.map { "; nearest: \($0)" } ?? "")); when you know where the bundle comes from, put the public "
                + "key into config/plugin-keys.yaml"
        case .signatureWrong(let signer):
            "the signature does not belong to the content (key \(signer)): it was changed, or that key did not sign it; "
                + "get the bundle again from its publisher"
        case .manifestMalformed(let reason): "bundle.json can't be read (\(reason)); make the bundle again"
        case .unknownKeys(let keys):
            "bundle.json has unknown keys: \(keys.listed("none")); make the bundle with the version of this program"
        case .formatUnknown(let found, let known):
            "the bundle has format \(found), this program reads \(known); make it with the version of this program"
        case .invalidValue(let key, let value):
            "the value \(value.quoted) of \(key) in bundle.json is not valid; make the bundle again"
        case .pathNotAllowed(let path):
            "bundle.json lists the path \(path.quoted), which is not allowed; make the bundle again"
        case .listedTwice(let first, let second):
            "bundle.json lists one file twice (\(first.quoted), \(second.quoted)); make the bundle again"
        case .contentNotAllowed(let path):
            "a bundle can't hold \(path.quoted); only YAML, README.md and the plugin's own library belong there"
        case .neededFileNotListed(let path): "bundle.json does not list \(path); make the bundle again"
        case .fileNotListed(let path):
            "\(path.quoted) is not in the list of bundle.json; remove it or copy the bundle again"
        case .fileMissing(let path): "the listed file \(path) is missing; copy the bundle completely"
        case .sizeDiffers(let path, let listed, let found):
            "\(path) has \(found) bytes, \(listed) are listed: it was changed or cut short; copy it again"
        case .digestDiffers(let path, let listed, let found):
            "\(path) has the digest \(found), \(listed) is listed: it was changed; copy it again"
        case .apiVersionDiffers(let plugin, let range, let host):
            "plugin \(plugin) works with interface \(range), this program has \(host); use a version that matches"
        case .compilerDiffers(let plugin, let bundle, let host):
            "plugin \(plugin) is built by '\(bundle)', this program by '\(host)'; get one built by the same compiler"
        case .buildDiffers(let plugin, let bundle, let host):
            "plugin \(plugin) is a \(bundle.rawValue) build, this program a \(host.rawValue) build; get one built alike"
        case .contractDiffers(let plugin, let bundle, let host):
            "plugin \(plugin) is built from another contract (\(bundle), this program has \(host)); build it again with "
                + "this program's Contract sources and sign it"
        case .library(let error): error.message.en
        }
    }
}

extension String {
    /// In quotes on one line: a hostile name must not write lines or terminal commands of its own.
    var quoted: String {
        let plain = unicodeScalars.prefix(120).map { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl
                ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        return "'" + plain.joined() + (unicodeScalars.count > 120 ? "…" : "") + "'"
    }
}

extension [String] {
    func listed(_ none: String) -> String {
        isEmpty ? none : prefix(12).map(\.quoted).joined(separator: ", ") + (count > 12 ? ", …" : "")
    }
}
