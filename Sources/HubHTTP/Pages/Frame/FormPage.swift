import Foundation
import HubModel
import PageKit

/// A page that is a form, or says what became of one: every text is ready.
struct FormPage: PageModel {
    static let template = "form"

    /// One field of a form. Names differ from the page's own, since templates look outwards for what is nil.
    struct Field: Sendable {
        let id: String
        let name: String
        let label: String
        let type: String
        var value: String
        let help: String?
        /// The autocomplete token of the HTML Standard, so that password managers know the field.
        let autocomplete: String
        let inputMode: String
        let isRequired: Bool
        let hasFocus: Bool
        /// The choices of a selection; empty for other fields.
        var options: [PageOption]
        let isSelect: Bool
        let isCheckbox: Bool
        let isInput: Bool

        init(
            name: String, label: String, type: String = "text", value: String = "", help: String? = nil,
            autocomplete: String = "off", inputMode: String = "text", isRequired: Bool = true, hasFocus: Bool = false,
            options: [PageOption]? = nil
        ) {
            id = "field-\(name)"
            self.name = name
            self.label = label
            self.type = type
            self.value = value
            self.help = help
            self.autocomplete = autocomplete
            self.inputMode = inputMode
            self.isRequired = isRequired
            self.hasFocus = hasFocus
            self.options = options ?? []
            isSelect = options != nil
            isCheckbox = type == "checkbox"
            isInput = options == nil && type != "checkbox"
        }
    }

    /// A form with one button.
    struct Form: Sendable {
        let action: String
        var fields: [Field] = []
        let button: String
        /// Fields that nobody sees.
        var hidden: [PageParameter] = []
        var isDanger = false
        /// The consequence in words, above the button.
        var consequence: String?
        var heading: String?
    }

    var frame: PageFrame
    let title: String
    /// What this is for, in a sentence or two.
    var lead: String?
    /// What is wrong, above the form.
    var error: String?
    /// What went well.
    var success: String?
    var forms: [Form] = []
    /// Codes or a link to copy, shown once.
    var codes: [String] = []
    /// A QR code.
    var picture: QRCode.Drawing?
    let token: String
    /// A way on that is no form, such as to another site: looks like a button.
    var onward: PageLink?
    var links: [PageLink] = []
}
