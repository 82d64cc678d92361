import HubModel
import HubRuntime
import PluginKit
import Services

/// The form on which somebody chooses one thing to order: staff for a resident, or the resident with a link.
struct OrderFormPage: Sendable {
    struct Choice: Sendable {
        let id: String
        let value: String
        let title: String
        let price: String
        let isChosen: Bool
    }

    struct Group: Sendable {
        let title: String
        let choices: [Choice]
    }

    let frame: PageFrame
    let words: [String: String]
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

    init(
        _ items: [OrderableItem], chosen: String?, title: String, lead: String, action: String, button: String,
        frame: PageFrame, token: String, formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = OrderWords.words(in: language)
        self.title = title
        self.lead = lead
        self.action = action
        self.token = token
        self.button = button
        var groups: [(title: String, choices: [Choice])] = []
        for (number, item) in items.enumerated() {
            let choice = Choice(
                id: "item-\(number)", value: item.key, title: item.title[language],
                price: formats.money(fen: item.price.fen),
                isChosen: item.key == chosen)
            if let last = groups.last, last.title == item.packageTitle[language] {
                groups[groups.count - 1].choices.append(choice)
            } else {
                groups.append((item.packageTitle[language], [choice]))
            }
        }
        self.groups = groups.map { Group(title: $0.title, choices: $0.choices) }
        isEmpty = items.isEmpty
    }
}
