import ArgumentParser
import DistrictConfig
import Foundation
import HubModel
import PluginHost
import PluginKit

struct PluginsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins", abstract: "插件包 / Bundles of plugins.",
        subcommands: [
            Keygen.self, Sign.self, Verify.self, List.self, Rehearse.self, New.self, PrintData.self, Check.self,
        ])

    struct Keygen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keygen",
            abstract:
                "生成插件签名密钥（仅本人可读，不覆盖）/ Makes a key that signs plugins, readable by its owner only; never overwrites.")

        @Option(help: "私钥文件，请勿放入配置目录 / The file of the private key; keep it out of the configuration.")
        var output: String

        @Option(help: "密钥编号，如 district-2026（默认由公钥得出）/ The key's id; made from the public key when left out.")
        var id: String?

        func run() throws {
            let key = try PluginSigningKey(id: id)
            try key.write(to: output)
            Output.error(
                "已生成 \(output)，请妥善保管；把下一行写入 config/plugin-keys.yaml / made \(output), keep it safe; put the next line into config/plugin-keys.yaml"
            )
            Output.line("- {id: \(key.id), publicKey: \(key.publicKeyText)}")
        }
    }

    struct Sign: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign",
            abstract: "由插件源目录和程序库生成签名的插件包 / Makes a signed bundle of a plugin's folder and its library.")

        @Argument(help: "含 plugin.yaml 的目录 / The folder with plugin.yaml.")
        var folder: String

        @Option(help: "编译好的 lib<Module>.so / The built library.")
        var library: String

        @Option(
            help:
                "量表目录（默认为插件目录旁的 instruments，没有时为 Plugins/instruments）/ The folder of instruments; when left out, instruments beside the plugin's folder, or else Plugins/instruments."
        )
        var instruments: String?

        @Option(help: "keygen 生成的私钥文件 / The private key that keygen made.")
        var key: String

        @Option(help: "输出目录，其中生成 <id>-<版本> / The folder in which <id>-<version> is made.")
        var output: String

        func run() throws {
            let source = URL(fileURLWithPath: folder)
            let sign = SignBundle(key: try PluginSigningKey(file: key))
            do {
                let bundle = try printingMistakes {
                    try sign(
                        source: source, library: URL(fileURLWithPath: library),
                        instruments: URL(fileURLWithPath: instruments ?? Self.instruments(of: source)),
                        output: URL(fileURLWithPath: output))
                }
                Output.line(bundle.path)
            } catch let error as PluginLoadError {
                throw ValidationError(error.message.line)
            } catch let error as BundleRefusal {
                throw ValidationError(error.message.line)
            }
        }

        /// A plugin made elsewhere has none beside it.
        private static func instruments(of source: URL) -> String {
            let beside = source.deletingLastPathComponent().appending(path: "instruments").path
            return FileManager.default.fileExists(atPath: beside) ? beside : "Plugins/instruments"
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "核验插件包，不运行其中任何代码 / Verifies bundles; nothing of them runs.",
            discussion: "有一个不合格时退出码为 1 / The exit status is 1 when one of them is refused.")

        @Argument(help: "插件包目录 / Folders of bundles.")
        var folders: [String]

        @Option(help: "配置目录，其中 plugin-keys.yaml 列出受信任的公钥 / The folder of the configuration with plugin-keys.yaml.")
        var config = "config"

        func run() throws {
            let verification = try bundleVerification(config: config)
            var isRefused = false
            for folder in folders {
                switch PluginFolder.verify(bundle: URL(fileURLWithPath: folder), by: verification) {
                case .success(let bundle):
                    Output.line("\(folder)\t正常 / ok\t\(bundle.key)\t\(bundle.signer)")
                case .failure(let error):
                    isRefused = true
                    Output.line("\(folder)\t\(error.plugin.reason.message.line)")
                }
            }
            if isRefused { throw ExitCode(1) }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "列出已安装的插件：版本、名称、签名者、状态、依赖 / Lists installed plugins: version, title, signer, state, requires.")

        @OptionGroup var configuration: ConfigurationOptions

        func run() throws {
            let installed = try configuration.installedPlugins()
            for plugin in installed.accepted {
                let manifest = plugin.data.manifest
                Output.line(
                    [
                        manifest.id.rawValue, manifest.version, "\(manifest.title.zh) / \(manifest.title.en)",
                        plugin.signer,
                        "正常 / ok", manifest.requires.map(\.description).joined(separator: ", "),
                    ].joined(separator: "\t"))
            }
            for plugin in installed.refused {
                Output.line(
                    [
                        plugin.id?.rawValue ?? plugin.folder, plugin.version ?? "-", plugin.folder, "-",
                        "未接受 / refused", plugin.reason.message.line,
                    ].joined(separator: "\t"))
            }
        }
    }
}

private func bundleVerification(config: String) throws -> BundleVerification {
    BundleVerification(
        trusted: try printingMistakes { try ConfigurationReader.readPluginKeys(config: URL(fileURLWithPath: config)) },
        host: try ContractStamp.ofLoadedContract())
}

extension LocalizedText {
    /// Both languages on one line.
    fileprivate var line: String { "\(zh) / \(en)".replacing("\n", with: "; ") }
}
