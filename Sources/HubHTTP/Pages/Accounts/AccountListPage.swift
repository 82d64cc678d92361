import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// The list of accounts with the form for a new one: every text is ready.
struct AccountListPage: PageModel {
    static let template = "accounts"

    struct Row: Sendable {
        let name: String
        let signInName: String
        let roles: String
        let state: String
        let needsAttention: Bool
        let secondFactor: String
        let address: String
    }

    var frame: PageFrame
    let title: String
    let words: Words<AdministrationWords>
    let rows: [Row]
    let filter: String
    let filterAction: String
    let kept: [PageParameter]
    let count: String
    private(set) var create: FormPage.Form
    private(set) var error: String?
    let token: String

    init(
        _ accounts: [AccountSummary], filter: String, base: String, choices: [RoleAssignment], frame: PageFrame,
        title: String, names: OrganizationNames, formats: Formats, token: String
    ) {
        let language = formats.language
        let wanted = filter.trimmingCharacters(in: .whitespaces).lowercased()
        self.frame = frame
        self.title = title
        words = Words(language)
        rows = accounts.map { Row($0, base: base, names: names, language: language) }.filter { row in
            wanted.isEmpty
                || [row.name, row.signInName, row.roles, row.state].contains { $0.lowercased().contains(wanted) }
        }
        count = "\(rows.count)"
        self.filter = filter
        filterAction = base
        kept = language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
        create = AccountForms.create(base: base, choices: choices, names: names, language: language)
        self.token = token
    }

    /// The form again as it was typed, with what is wrong.
    mutating func mistake(_ text: String, typed: FormFields) {
        error = text
        for index in create.fields.indices {
            let value = typed[create.fields[index].name] ?? ""
            create.fields[index].value = value
            create.fields[index].options = create.fields[index].options.map {
                PageOption(value: $0.value, text: $0.text, isSelected: $0.value == value)
            }
        }
    }
}

extension AccountListPage.Row {
    init(_ account: AccountSummary, base: String, names: OrganizationNames, language: Language) {
        name = account.profile.displayName
        signInName = account.profile.signInName.text
        roles = account.assignments.map { names.text(of: $0, language) }.joined(separator: language == .zh ? "、" : ", ")
        state = AdministrationWords(account.state)(language)
        needsAttention = account.state == .linkExpired
        secondFactor = (account.hasSecondFactor ? AdministrationWords.factorOn : .factorOff)(language)
        address = language.address("\(base)/\(account.id.uuidString.lowercased())")
    }
}
