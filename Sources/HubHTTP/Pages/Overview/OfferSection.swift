import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PageKit
import PluginKit

/// What a station offers and promises: hours, packages, activities, commitments.
struct OfferSection: Sendable {
    struct Day: Sendable {
        let day: String
        let hours: String
        let night: String
        let hasNight: Bool
        let isClosed: Bool
    }

    struct Package: Sendable {
        let title: String
        let price: String
        let contents: String
    }

    struct Activity: Sendable {
        let title: String
        let details: String
    }

    struct Promise: Sendable {
        let title: String
        let baseline: String
        let target: String
        let deadline: String
        let progress: Figure
    }

    let days: [Day]
    let packages: [Package]
    let activities: [Activity]
    let promises: [Promise]
    let population: String
    let rooms: String
    let counsellors: String

    init(
        _ station: StationConfiguration, configuration: DistrictConfiguration, totals: StationOverview, formats: Formats
    ) {
        let language = formats.language
        days = Weekday.allCases.map { Self.day($0, station.openingHours, language) }
        packages = configuration.packages(of: station).map { Self.package($0, formats) }
        activities = configuration.activities(of: station).map { Self.activity($0, language) }
        promises = station.commitments.map { commitment in
            let indicator = configuration.district.indicators.first { $0.code == commitment.indicator }
            return Self.promise(commitment, indicator, totals, formats)
        }
        population = formats.number(Int64(station.population))
        rooms = formats.number(Int64(station.rooms.count))
        counsellors = formats.number(Int64(station.counsellors.count))
    }

    private static func day(_ day: Weekday, _ hours: OpeningHours, _ language: Language) -> Day {
        func text(_ ranges: [TimeRange]?) -> String {
            (ranges ?? []).map { "\($0.from)–\($0.to)" }.joined(separator: language == .zh ? "，" : ", ")
        }
        return Day(
            day: CodeWords.text(of: day.rawValue, language), hours: text(hours.regular[day]),
            night: text(hours.nightClinic[day]), hasNight: hours.nightClinic[day] != nil,
            isClosed: hours.all(on: day).isEmpty)
    }

    private static func package(_ package: ServicePackage, _ formats: Formats) -> Package {
        let language = formats.language
        let cycle = CodeWords.text(of: package.cycle.rawValue, language)
        let price =
            package.unitPrice.fen == 0
            ? StationWords.free(language) : "\(formats.money(fen: package.unitPrice.fen)) / \(cycle)"
        let items = package.items.map { item in
            item.countPerCycle == 1
                ? item.title[language] : "\(item.title[language]) × \(formats.number(Int64(item.countPerCycle)))"
        }
        return Package(
            title: package.title[language], price: price,
            contents: items.joined(separator: language == .zh ? "、" : ", "))
    }

    private static func activity(_ activity: ActivityDefinition, _ language: Language) -> Activity {
        let details =
            switch language {
            case .zh: "\(activity.minutes) 分钟 · 名额 \(activity.capacity) 人 · 积分 \(activity.points)"
            case .en: "\(activity.minutes) minutes · \(activity.capacity) places · \(activity.points) points"
            }
        return Activity(title: activity.title[language], details: details)
    }

    private static func promise(
        _ commitment: Commitment, _ indicator: District.Indicator?, _ overview: StationOverview, _ formats: Formats
    ) -> Promise {
        let unit = indicator?.unit == .percent ? "%" : ""
        return Promise(
            title: indicator?.title[formats.language] ?? commitment.indicator,
            baseline: formats.decimal(commitment.baseline) + unit, target: formats.decimal(commitment.target) + unit,
            deadline: commitment.deadline.description,
            progress: Figure(
                "commitment.\(commitment.indicator)",
                IndicatorReading(
                    commitment.indicator, funnel: overview.funnel, totals: overview.totals, formats: formats)?.text
                    ?? StationWords.notMeasured(formats.language)))
    }
}
