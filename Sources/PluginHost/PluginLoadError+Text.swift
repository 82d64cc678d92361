public import Foundation
public import HubModel
import PluginKit

extension PluginLoadError: LocalizedError, CustomStringConvertible {
    public var description: String { message.en }
    public var errorDescription: String? { message.en }

    /// What is wrong, with both values where two differ, and what to do about it.
    public var message: LocalizedText { LocalizedText(zh: chinese, en: english) }

    private var chinese: String {
        switch self {
        case .invalidModuleName(let plugin, let module):
            "插件 \(plugin) 的 module“\(module)”不是合法的模块名；请在 plugin.yaml 中只用字母、数字和下划线，并以字母开头。"
        case .invalidVersion(let plugin, let version):
            "插件 \(plugin) 的版本“\(version)”无效；请在 plugin.yaml 中写成“主.次.修订”，例如 1.0.0。"
        case .manifestAPIVersion(let plugin, let manifest, let host):
            "插件 \(plugin) 的 plugin.yaml 按接口版本 \(manifest) 编写，本程序为 \(host)；请更新插件，或换用匹配的程序版本。"
        case .libraryMissing(let plugin, let path):
            "找不到插件 \(plugin) 的程序库 \(path)；请编译该插件并把文件放到那里。"
        case .libraryNotRegularFile(let plugin, let path):
            "插件 \(plugin) 的程序库 \(path) 不是普通文件；请放置文件本身，不要用链接或文件夹。"
        case .libraryUnreadable(let plugin, let path, let reason):
            "无法读取插件 \(plugin) 的程序库 \(path)（\(reason)）；请检查文件权限。"
        case .libraryMalformed(let plugin, let path, let defect):
            "插件 \(plugin) 的程序库 \(path) 不是本机可用的完整共享库（\(defect.chinese)）；请重新编译并完整复制。"
        case .stampMissing(let plugin, let path):
            "插件 \(plugin) 的程序库 \(path) 没有契约印记；请在其 Package.swift 中使用 ContractStamp 编译插件后重新编译。"
        case .stampUnreadable(let plugin, let path):
            "插件 \(plugin) 的程序库 \(path) 的契约印记无法读取；文件可能损坏，请重新编译。"
        case .stampAPIVersion(let plugin, let library, let host):
            "插件 \(plugin) 的程序库按接口版本 \(library) 编译，本程序为 \(host)；请用本程序的 Contract 重新编译该插件。"
        case .compilerDiffers(let plugin, let library, let host):
            "插件 \(plugin) 由“\(library)”编译，本程序由“\(host)”编译；请用同一编译器重新编译该插件。"
        case .buildDiffers(let plugin, let library, let host):
            "插件 \(plugin) 以 \(library.rawValue) 方式编译，本程序为 \(host.rawValue)；请用同一方式重新编译该插件。"
        case .contractDiffers(let plugin, let library, let host):
            "插件 \(plugin) 按另一份契约编译（\(library)，本程序为 \(host)）；请用本程序的 Contract 源码重新编译该插件。"
        case .entryNotExported(let plugin, let path, let symbol):
            "插件 \(plugin) 的程序库 \(path) 没有导出入口 \(symbol)；请在插件中加上该函数并重新编译。"
        case .versionTaken(let plugin):
            "插件 \(plugin) 已经载入，但数据或程序库不同；内容有变化时请提高 plugin.yaml 中的版本号。"
        case .libraryReplaced(let plugin, let path):
            "插件 \(plugin) 的程序库 \(path) 在载入后被替换；请重新启动本程序，或把各版本放在不同的文件夹。"
        case .linkingFailed(let plugin, let path, let reason):
            "系统无法载入插件 \(plugin) 的程序库 \(path)：\(reason)。请检查它依赖的库是否齐全。"
        case .entryMissing(let plugin, let path, let symbol):
            "插件 \(plugin) 的程序库 \(path) 的入口 \(symbol) 没有交出插件；请让该函数返回 PluginFactory 的 handOver()。"
        case .dataRefused(let plugin, let failure):
            "插件 \(plugin) 拒绝了它的数据：\(failure.message.zh)；请修改 plugin.yaml 或量表文件。"
        }
    }

    private var english: String {
        switch self {
        case .invalidModuleName(let plugin, let module):
            "plugin \(plugin): '\(module)' is not a module name; in plugin.yaml use letters, digits and underscores, "
                + "beginning with a letter"
        case .invalidVersion(let plugin, let version):
            "plugin \(plugin): the version '\(version)' is not major.minor.patch, such as 1.0.0; correct plugin.yaml"
        case .manifestAPIVersion(let plugin, let manifest, let host):
            "plugin \(plugin): plugin.yaml is written for interface \(manifest), this program has \(host); "
                + "update the plugin or use the program version that matches"
        case .libraryMissing(let plugin, let path):
            "plugin \(plugin): there is no library at \(path); build the plugin and put the file there"
        case .libraryNotRegularFile(let plugin, let path):
            "plugin \(plugin): \(path) is not a regular file; put the library itself there, not a link or folder"
        case .libraryUnreadable(let plugin, let path, let reason):
            "plugin \(plugin): \(path) can't be read (\(reason)); check the file's permissions"
        case .libraryMalformed(let plugin, let path, let defect):
            "plugin \(plugin): \(path) is not a whole shared library for this machine (\(defect.english)); "
                + "build it again and copy it completely"
        case .stampMissing(let plugin, let path):
            "plugin \(plugin): \(path) has no contract stamp; use the build tool plugin ContractStamp in its "
                + "Package.swift and build it again"
        case .stampUnreadable(let plugin, let path):
            "plugin \(plugin): the contract stamp of \(path) can't be read; the file may be damaged, build it again"
        case .stampAPIVersion(let plugin, let library, let host):
            "plugin \(plugin): the library is built for interface \(library), this program has \(host); "
                + "build the plugin again with this program's Contract"
        case .compilerDiffers(let plugin, let library, let host):
            "plugin \(plugin) is built by '\(library)', this program by '\(host)'; "
                + "build the plugin again with the same compiler"
        case .buildDiffers(let plugin, let library, let host):
            "plugin \(plugin) is a \(library.rawValue) build, this program a \(host.rawValue) build; "
                + "build the plugin again in the same way"
        case .contractDiffers(let plugin, let library, let host):
            "plugin \(plugin) is built from another contract (\(library), this program has \(host)); "
                + "build the plugin again with this program's Contract sources"
        case .entryNotExported(let plugin, let path, let symbol):
            "plugin \(plugin): \(path) does not export \(symbol); add that function to the plugin and build it again"
        case .versionTaken(let plugin):
            "plugin \(plugin) is loaded already with other data or another library; raise the version in plugin.yaml "
                + "whenever its content changes"
        case .libraryReplaced(let plugin, let path):
            "plugin \(plugin): \(path) was replaced after it had been loaded; restart this program, or keep each "
                + "version in a folder of its own"
        case .linkingFailed(let plugin, let path, let reason):
            "plugin \(plugin): the system can't load \(path): \(reason); check that the libraries it needs are there"
        case .entryMissing(let plugin, let path, let symbol):
            "plugin \(plugin): \(symbol) of \(path) hands over no plugin; let it return handOver() of a PluginFactory"
        case .dataRefused(let plugin, let failure):
            "plugin \(plugin) refused its data: \(failure.message.en); correct plugin.yaml or the instrument's file"
        }
    }
}
