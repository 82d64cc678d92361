import DistrictConfig
import HubModel
import HubRuntime
import PageKit
import PluginKit
import Services

/// The form on which somebody chooses one thing to order: staff for a resident, or the resident with a link.
struct OrderFormPage: PageModel {
    static let template = "order-form"

    struct Choice: Sendable {
        let id: String
        let value: String
        let title: String
        /// What the person pays.
        let copayment: String
        /// Of which price, and what is paid for the person.
        let price: String
        /// What the person is told to pay, as the form sends it back.
        let agreedName: String
        let agreedFen: String
        let isChosen: Bool
    }

    struct Group: Sendable {
        let title: String
        let choices: [Choice]
    }

    let frame: PageFrame
    let words: Words<OrderWords>
    let title: String
    let lead: String
    var error: String?
    let action: String
    let token: String
    let button: String
    let groups: [Group]
    let isEmpty: Bool
    /// For the resident's id; staff's form alone.
    var fields: [FormPage.Field] = []
    var back: PageLink?
    /// Under the form.
    var note: String?
    /// Where staff make a link for the resident to choose.
    var linkAction: String?
    /// Where staff look at what a resident pays.
    var quoteAction: String?
    /// The resident whose prices are shown; empty when nobody is named.
    var quoted = ""
    /// Packages that are not meant for the resident.
    var warnings: [String] = []
    /// What is to be looked at before ordering.
    var notice: String?

    init(
        _ quote: OrderQuote, chosen: String?, title: String, lead: String, action: String, button: String,
        frame: PageFrame, token: String, formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        self.title = title
        self.lead = lead
        self.action = action
        self.token = token
        self.button = button
        var groups: [(title: String, choices: [Choice])] = []
        for (number, quoted) in quote.items.enumerated() {
            let (item, share) = (quoted.item, quoted.share)
            let choice = Choice(
                id: "item-\(number)", value: item.key, title: item.title[language],
                copayment: OrderWords.pays(language).replacing(
                    "{amount}", with: formats.money(fen: share.copayment.fen)),
                price: OrderWords.priceAndSubsidy(language).replacing(
                    "{price}", with: formats.money(fen: share.price.fen)
                ).replacing("{subsidy}", with: formats.money(fen: share.subsidy.fen)),
                agreedName: Self.agreedName(item.key), agreedFen: String(share.copayment.fen),
                isChosen: item.key == chosen)
            if let last = groups.last, last.title == item.packageTitle[language] {
                groups[groups.count - 1].choices.append(choice)
            } else {
                groups.append((item.packageTitle[language], [choice]))
            }
        }
        self.groups = groups.map { Group(title: $0.title, choices: $0.choices) }
        isEmpty = quote.items.isEmpty
        warnings = quote.doubts.map { doubt in
            let words: OrderWords = doubt.standing == .ineligible ? .notMeantFor : .meantForUnknown
            let reasons = doubt.reasons.map { $0.text[language] }
            return words(language).replacing("{package}", with: doubt.title[language]).replacing(
                "{reasons}", with: reasons.joined(separator: language == .zh ? "；" : "; "))
        }
    }

    private static func agreedName(_ key: String) -> String { "agreed:\(key)" }

    /// What the form says that the person was told to pay for the chosen item, in fen; nil when it says nothing. What is no
    /// amount agrees with none.
    static func agreed(in form: FormFields) -> Int64? {
        form[agreedName(form["item"] ?? "")].map { Int64($0) ?? -1 }
    }
}
