import DistrictConfig
import HubModel
import PageKit
import PluginKit

/// Reasons of plugins with the district's own words in place of its codes: a plugin knows tags, purposes and budget lines
/// by code alone.
struct ReasonWords: Sendable {
    private let language: Language
    private let titles: [String: String]

    init(_ configuration: DistrictConfiguration, _ language: Language) {
        self.language = language
        let district = configuration.district
        var titles: [String: String] = [:]
        for purpose in PurposeWords.allCases { titles[purpose.rawValue] = purpose(language) }
        for line in district.fundingLines { titles[line.code] = line.title[language] }
        for tag in district.residentTags { titles[tag.code] = tag.title[language] }
        self.titles = titles
    }

    func text(_ reason: Reason) -> String { text(reason.text[language]) }

    /// Codes stand in brackets or quotes, after the word for a tag, or have a hyphen; other words are left alone.
    func text(_ text: String) -> String {
        let separator = language == .zh ? "、" : ", "
        var text = text.replacing(#/(?<open>[（(“'])(?<codes>[a-z0-9, -]+)(?<close>[）)”'])/#) { match in
            let words = match.codes.split(separator: ", ").map { titles[String($0)] ?? String($0) }
            return match.open + words.joined(separator: separator) + match.close
        }
        text = text.replacing(#/(?<before>标签：|\btag )(?<code>[a-z0-9-]+)/#) { match in
            match.before + (titles[String(match.code)] ?? String(match.code))
        }
        return text.replacing(#/(?<before> ?)\b(?<code>[a-z0-9]+(?:-[a-z0-9]+)+)\b(?<after> ?)/#) { match in
            guard let title = titles[String(match.code)] else { return String(match.0) }
            // Chinese words are not set apart.
            return language == .zh ? title : match.before + title + match.after
        }
    }
}
