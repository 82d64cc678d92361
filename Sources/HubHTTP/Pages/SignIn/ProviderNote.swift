import HubModel

/// What the hub wants to know again when somebody comes back from the identity service.
struct ProviderNote {
    let language: Language
    let next: ReturnAddress

    init(language: Language, next: ReturnAddress) {
        self.language = language
        self.next = next
    }

    init(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        language = OverviewRequest.language(of: words.first)
        next = ReturnAddress(words.count == 2 ? words[1] : nil)
    }

    /// A language's code and, behind a space, where to go.
    var text: String { "\(language.rawValue) \(next.path ?? "")" }
}
