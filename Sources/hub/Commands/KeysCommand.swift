import ArgumentParser
import Configuration
import Foundation
import Identity
import Protection

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "密钥 / The hub's keys.",
        subcommands: [Generate.self, Add.self, List.self, Rewrap.self, Retire.self])

    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "generate",
            abstract: "生成密钥文件（仅本人可读，不覆盖）/ Makes a key file that only its owner can read; never overwrites.")

        @Option(help: "密钥文件 / The key file.")
        var output: String

        func run() throws {
            try KeyFile(output).generate(at: Date())
            Output.line(
                "已生成 \(output)，请另行妥善备份，丢失则数据无法读取 / made \(output); keep a copy in a safe place, without it the data can't be read"
            )
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "添加新的当前密钥，运行中的枢纽随即使用 / Adds a key that becomes the current one, also for a running hub.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "用途：encryption、lookup、linkage、audit / The purpose.", transform: keyPurpose)
        var purpose: KeyPurpose

        @Option(help: "密钥文件（默认 XINLIAN_KEYS_FILE）/ The key file.")
        var file: String?

        func run() async throws {
            let reader = try await settings.reader()
            let keyFile = if let file { KeyFile(file) } else { try reader.keyFile() }
            let purpose = purpose
            // A new hub gets its keys before its database.
            let id =
                reader.hasDatabase
                ? try await reader.withDatabase { try await AddKey(database: $0, file: keyFile)(purpose) }
                : try await AddKey(database: nil, file: keyFile)(purpose)
            Output.line("\(purpose.rawValue)\t\(id)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出密钥编号 / Lists the keys' ids.")

        @OptionGroup var settings: SettingsOptions

        func run() async throws {
            let keys = try await settings.reader().keys()
            for purpose in KeyPurpose.allCases {
                let all = keys.all(purpose)
                for (number, key) in all.enumerated() {
                    let isCurrent = number == all.count - 1
                    Output.line("\(purpose.rawValue)\t\(key.id)\(isCurrent ? "\t当前 / current" : "")")
                }
            }
        }
    }

    struct Rewrap: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rewrap",
            abstract:
                "用当前密钥重新包裹所有居民密钥，可与枢纽同时运行，可重复 / Wraps all residents' keys under the current key, while the hub runs.")

        @OptionGroup var settings: SettingsOptions

        func run() async throws {
            let reader = try await settings.reader()
            let keys = try reader.keys()
            let count = try await reader.withDatabase { database in
                try await RewrapSubjectKeys(database: database, keys: keys)(progress: { Output.error("+\($0)") })
            }
            let accounts = try await reader.withDatabase { database in
                try await RewrapAccountKeys(database: database, keys: keys)()
            }
            Output.line(
                "已重新包裹 \(count) 个居民密钥、\(accounts) 个账号密钥 / \(count) residents' and \(accounts) accounts' keys wrapped anew"
            )
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire",
            abstract: "删除不再使用的密钥，仍有数据使用时拒绝 / Takes a key out of the key file, unless something still needs it.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "用途 / The purpose.", transform: keyPurpose)
        var purpose: KeyPurpose

        @Argument(help: "编号 / The id.")
        var id: String

        func run() async throws {
            let reader = try await settings.reader()
            let file = try reader.keyFile()
            try await reader.withDatabase { database in
                let accounts = try await CountAccountKeys(database: database)(purpose, id: id)
                guard accounts == 0 else { throw KeyRingError.inUse(purpose, id: id, rows: accounts) }
                try await RetireKey(database: database, file: file)(purpose, id: id)
            }
            Output.line("已停用 \(purpose.rawValue) \(id) / retired \(purpose.rawValue) \(id)")
        }
    }
}

/// Reads a purpose of the command line.
private func keyPurpose(_ text: String) throws -> KeyPurpose {
    guard let purpose = KeyPurpose(rawValue: text) else {
        let all = KeyPurpose.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("用途应为 \(all) 之一 / the purpose is one of \(all)")
    }
    return purpose
}
