import Foundation
public import HubModel
public import HubRuntime
import PageKit

/// What the address of the overview or of a station's page asks for.
public struct OverviewRequest: Hashable, Sendable {
    /// Which stations the table shows.
    public enum Status: String, CaseIterable, Sendable {
        case silent, sameDay = "same-day", quarantined
    }

    public var language: Language
    public var period: OverviewPeriod
    /// Part of a station's name, code or sub-district.
    public var text: String
    public var profile: ProfileCode?
    public var status: Status?
    public var sort: StationSort

    public init(
        language: Language = .zh, period: OverviewPeriod = .everything, text: String = "", profile: ProfileCode? = nil,
        status: Status? = nil, sort: StationSort = StationSort()
    ) {
        self.language = language
        self.period = period
        self.text = text
        self.profile = profile
        self.status = status
        self.sort = sort
    }

    /// Reads the query of an address: `period`, `lang`, `q`, `profile`, `status`, `sort`.
    ///
    /// Unknown values of all but the period mean what a missing one does.
    /// - Parameter value: the decoded value of a parameter.
    /// - Returns: nil when the period is none.
    public init?(query value: (String) -> String?) {
        let period = value("period").flatMap { $0.isEmpty ? nil : $0 } ?? "all"
        guard let period = OverviewPeriod(period) else { return nil }
        self.init(
            language: Self.language(of: value("lang")), period: period,
            text: String(Self.words(value("q") ?? "").prefix(60)),
            profile: value("profile").flatMap(ProfileCode.init), status: value("status").flatMap(Status.init),
            sort: value("sort").flatMap(StationSort.init) ?? StationSort())
    }

    /// A form writes a space as `+`; no station's name holds one.
    private static func words(_ text: String) -> String {
        text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " ")
            .trimmingCharacters(in: .whitespaces)
    }

    /// Chinese unless English is asked for.
    public static func language(of text: String?) -> Language { text.flatMap(Language.init) ?? .zh }

    /// The query without what is as usual.
    var parameters: [PageParameter] {
        let all: [(name: String, value: String?)] = [
            ("period", period == .everything ? nil : period.description),
            ("lang", language == .zh ? nil : language.rawValue), ("q", text.isEmpty ? nil : text),
            ("profile", profile?.rawValue), ("status", status?.rawValue),
            ("sort", sort == StationSort() ? nil : sort.description),
        ]
        return all.compactMap { name, value in value.map { PageParameter(name: name, value: $0) } }
    }

    /// The same request in an address; what is as usual is left out.
    func address(_ path: String, fragment: String? = nil) -> String {
        parameters.address(path) + (fragment.map { "#" + $0 } ?? "")
    }

    /// The request changed in some way.
    func with(_ change: (inout OverviewRequest) -> Void) -> OverviewRequest {
        var copy = self
        change(&copy)
        return copy
    }

    /// Only language and period, for the address of another page.
    var elsewhere: OverviewRequest { OverviewRequest(language: language, period: period) }
}
