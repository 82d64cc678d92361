import HubModel
import PageKit

/// The line on a page that notices wait to be seen.
struct NoticeBanner: Sendable {
    /// A figure, so that open pages learn of it when it comes or goes.
    let text: Figure
    let address: String

    /// Returns nil when no notice waits.
    init?(count: Int, path: String, language: Language) {
        guard count > 0 else { return nil }
        text = Figure("notices", EmergencyWords.openNotices(language).replacing("{n}", with: "\(count)"))
        address = language.address(path)
    }
}
