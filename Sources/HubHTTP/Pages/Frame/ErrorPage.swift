import Foundation
public import HubModel
import HubRuntime
public import PageKit

/// Says what went wrong and what to do, in the look of the other pages.
public struct ErrorPage: PageModel {
    public static let template = "error"

    /// What there is to say.
    public enum Kind: Sendable {
        /// 404
        case notFound
        /// 400
        case badRequest
        /// 500 and 503
        case failure
    }

    let frame: PageFrame
    let title: String
    let text: String
    let back: PageLink
    let status: Int

    /// - Parameters:
    ///   - district: the district's name.
    ///   - language: as the request asked for; ``OverviewRequest/language(of:)``.
    public init(_ kind: Kind, status: Int, district: LocalizedText, language: Language) {
        let (title, text): (FrameWords, FrameWords) =
            switch kind {
            case .notFound: (.notFoundTitle, .notFoundText)
            case .badRequest: (.requestTitle, .requestText)
            case .failure: (.failureTitle, .failureText)
            }
        let request = OverviewRequest(language: language)
        frame = PageFrame(
            title: title(language), place: district[language], request: request, path: "/", months: nil, events: nil,
            formats: Formats(language: language, timeZone: .gmt, now: .distantPast))
        self.title = title(language)
        self.text = text(language)
        back = PageLink(text: FrameWords.backToOverview(language), address: request.address("/"))
        self.status = status
    }
}
