public import HubModel
public import Hummingbird

/// What travels with a request through the routes of pages, whatever the program and whoever its people are.
public protocol PageContext: RequestContext {
    /// Who may use a route.
    associatedtype Policy: RoutePolicy

    /// The language that the reader chose.
    var language: Language { get }
    /// What a form sent, its token already checked.
    var form: FormFields { get }
    /// The value of the hidden field that forms send back; empty where nobody is known.
    var formToken: String { get }

    /// What a page says of an error, when it refuses what somebody filled in; nil for any other.
    static func refusal(of error: any Error) -> Refusal?
}
