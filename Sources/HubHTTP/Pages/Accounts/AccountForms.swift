import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// The forms on one account.
struct AccountForms {
    let account: AccountSummary
    let base: String
    let choices: [RoleAssignment]
    let names: OrganizationNames
    let language: Language
    let isOwn: Bool

    var lead: String {
        let roles = account.assignments.map { names.text(of: $0, language) }
        return ([account.profile.signInName.text, AdministrationWords(account.state)(language)] + roles)
            .joined(separator: " · ")
    }

    /// What may be done; nobody disables or resets the own account.
    var forms: [FormPage.Form] {
        guard !isOwn else { return [] }
        var forms = [reset]
        let free = choices.filter { !account.assignments.contains($0) }
        if !free.isEmpty { forms.append(roleForm("assign", AdministrationWords.assign, free, danger: false)) }
        let removable = account.assignments.filter { choices.contains($0) }
        if !removable.isEmpty, account.assignments.count > 1 {
            forms.append(roleForm("withdraw", AdministrationWords.withdraw, removable, danger: true))
        }
        forms.append(account.state == .disabled ? enable : disable)
        return forms
    }

    private func action(_ verb: String) -> String {
        language.address("\(base)/\(account.id.uuidString.lowercased())/\(verb)")
    }

    private var reset: FormPage.Form {
        var form = FormPage.Form(
            action: action("reset"), button: AdministrationWords.reset(language),
            consequence: AdministrationWords.resetEffect(language), heading: AdministrationWords.resetTitle(language))
        if account.hasSecondFactor {
            form.fields = [
                FormPage.Field(
                    name: "second-factor", label: AdministrationWords.resetFactor(language), type: "checkbox",
                    value: "1", isRequired: false)
            ]
        }
        return form
    }

    private var disable: FormPage.Form {
        FormPage.Form(
            action: action("disable"), button: AdministrationWords.disable(language), isDanger: true,
            consequence: AdministrationWords.disableEffect(language), heading: AdministrationWords.disable(language))
    }

    private var enable: FormPage.Form {
        FormPage.Form(
            action: action("enable"), button: AdministrationWords.enable(language),
            heading: AdministrationWords.enable(language))
    }

    private func roleForm(
        _ verb: String, _ words: AdministrationWords, _ roles: [RoleAssignment], danger: Bool
    ) -> FormPage.Form {
        FormPage.Form(
            action: action(verb), fields: [Self.roleField(roles, names, language)], button: words(language),
            isDanger: danger, heading: words(language))
    }

    private static func roleField(
        _ roles: [RoleAssignment], _ names: OrganizationNames, _ language: Language
    ) -> FormPage.Field {
        FormPage.Field(
            name: "role", label: AdministrationWords.role(language),
            options: roles.enumerated().map { index, role in
                PageOption(value: role.fieldValue, text: names.text(of: role, language), isSelected: index == 0)
            })
    }

    /// The form for a new account.
    static func create(
        base: String, choices: [RoleAssignment], names: OrganizationNames, language: Language
    ) -> FormPage.Form {
        FormPage.Form(
            action: language.address(base),
            fields: [
                FormPage.Field(name: "display-name", label: AdministrationWords.displayName(language)),
                FormPage.Field(
                    name: "name", label: SignInWords.name(language), help: AdministrationWords.nameHelp(language)),
                FormPage.Field(
                    name: "phone", label: AdministrationWords.phone(language), type: "tel", inputMode: "tel",
                    isRequired: false),
                roleField(choices, names, language),
            ], button: AdministrationWords.create(language))
    }
}
