public import HTTPTypes
public import HubModel

/// Why a form is refused. It is said on the page where the form stands, with what was typed.
public struct Refusal: Error, Hashable {
    /// What is wrong and what to do next.
    public let words: LocalizedText
    /// What the page that says so is answered with.
    public let status: HTTPResponse.Status

    public init(_ words: LocalizedText, _ status: HTTPResponse.Status = .unprocessableContent) {
        self.words = words
        self.status = status
    }
}
