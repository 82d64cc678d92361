import ArgumentParser
import Foundation
import Identity
import Protection

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "账号 / The accounts of people.",
        subcommands: [Create.self, List.self, Disable.self, Enable.self, Reset.self])

    /// What each of the commands needs.
    struct Options: ParsableArguments {
        @OptionGroup var settings: SettingsOptions

        func run<Value: Sendable>(_ body: (IdentityContext) async throws -> Value) async throws -> Value {
            let reader = try await settings.reader()
            let accounts = try reader.accounts()
            do {
                return try await reader.withDatabase { try await body(accounts.context(database: $0)) }
            } catch let error as IdentityError {
                throw ValidationError(AccountFailure.text(for: error))
            }
        }

    }

    /// What a command about one account needs.
    struct OneAccount: ParsableArguments {
        @OptionGroup var options: Options

        @Argument(help: "登录名 / The sign-in name.")
        var name: String

        /// - Parameter body: is given the account's id.
        func run<Value: Sendable>(_ body: (UUID, IdentityContext) async throws -> Value) async throws -> Value {
            try await options.run { context in
                let accounts = try await ListAccounts(context)(as: .district, at: Date())
                guard let name = SignInName(name), let found = accounts.first(where: { $0.profile.signInName == name })
                else { throw IdentityError.unknownAccount }
                return try await body(found.id, context)
            }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "新建账号，输出一次性链接的路径 / Creates an account and prints the path of its one-time link.")

        @OptionGroup var options: Options

        @Argument(help: "登录名 / The sign-in name.")
        var name: String

        @Option(help: "姓名 / The person's name.")
        var displayName: String

        @Option(
            help: "身份，如 director、station-manager@S07、hospital-coordinator@H01 / The role, with its station or hospital."
        )
        var role: [String]

        func run() async throws {
            let assignments = try role.map(AccountsCommand.assignment)
            guard let first = assignments.first else {
                throw ValidationError("请用 --role 指明身份 / name a role with --role")
            }
            let link = try await options.run { context in
                let profile = try AccountProfile(signInName: name, displayName: displayName)
                let (account, link) = try await CreateAccount(context)(
                    profile, assignment: first, as: .district, origin: .commandLine, at: Date())
                for another in assignments.dropFirst() {
                    try await AdministerAccount(context).assign(
                        another, to: account, as: .district, origin: .commandLine, at: Date())
                }
                return link
            }
            Output.line("/sign-in/link?token=\(link.text)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "列出账号 / Lists the accounts.")

        @OptionGroup var options: Options

        func run() async throws {
            let accounts = try await options.run { context in
                let accounts = try await ListAccounts(context)(as: .district, at: Date())
                // What is shown is on record before it is shown.
                try await AuditTrail(database: context.database).record(
                    AuditEvent(
                        .read, .read, in: .bureau, by: .system, on: .init(.accounts),
                        source: RequestOrigin.commandLine.address,
                        details: [.operator: RequestOrigin.commandOperator, .rows: "\(accounts.count)"], at: Date()))
                return accounts
            }
            for account in accounts {
                let roles = account.assignments.map { "\($0.role.rawValue)@\($0.organization.code)" }
                Output.line("\(account.profile.signInName)\t\(account.state.rawValue)\t\(roles.joined(separator: ","))")
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "停用账号，立即退出登录 / Disables an account; its sessions end at once.")

        @OptionGroup var account: OneAccount

        func run() async throws {
            try await account.run { id, context in
                try await AdministerAccount(context).disable(id, as: .district, origin: .commandLine, at: Date())
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "重新启用账号 / Enables an account again.")

        @OptionGroup var account: OneAccount

        func run() async throws {
            try await account.run { id, context in
                try await AdministerAccount(context).enable(id, as: .district, origin: .commandLine, at: Date())
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset", abstract: "作废密码，输出新的一次性链接 / Voids the password and prints a new one-time link.")

        @OptionGroup var account: OneAccount

        @Flag(help: "同时取消动态码 / Takes the second factor away too.")
        var secondFactor = false

        func run() async throws {
            let link = try await account.run { id, context in
                try await AdministerAccount(context).reset(
                    id, secondFactor: secondFactor, as: .district, origin: .commandLine, at: Date())
            }
            Output.line("/sign-in/link?token=\(link.text)")
        }
    }

    private static func assignment(_ text: String) throws -> RoleAssignment {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        guard let role = Role(rawValue: parts[0]),
            let organization = Organization(kind: role.organizationKind, code: parts.count > 1 ? parts[1] : ""),
            let assignment = RoleAssignment(role, at: organization)
        else {
            let known = Role.allCases.map { role in
                switch role.organizationKind {
                case .bureau: role.rawValue
                case .station: "\(role.rawValue)@S07"
                case .hospital: "\(role.rawValue)@H01"
                }
            }
            throw ValidationError(
                "“\(text)”不是身份，可用：\(known.joined(separator: "、")) / '\(text)' is no role; there are \(known.joined(separator: ", "))"
            )
        }
        return assignment
    }
}
