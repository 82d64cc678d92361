import Brand
import DistrictConfig
import Foundation
import HubModel
import Indicators
import PluginKit

/// Makes figures out of sums and the configuration's words. Pure.
struct OverviewFigures {
    let configuration: DistrictConfiguration
    let period: OverviewPeriod
    let asOf: Date

    var limit: Int { configuration.district.smallCellLimit }

    func district(
        contacts: [StationContact], attention: [StationCode: AttentionCount], byStation: [StationCode: RollupTotals],
        daily: [DailyFigure], months: [OverviewPeriod], earlier: [StationCode: RollupTotals] = [:]
    ) -> DistrictOverview {
        // A station that left the configuration is no longer counted.
        let counted = contacts.map { byStation[$0.station] ?? RollupTotals() }
        let sums = counted.reduce(into: RollupTotals()) { $0 += $1 }
        let cells = cells(counted)
        let reported = contacts.count { $0.hasReported(asOf: asOf) }
        let open = contacts.compactMap { attention[$0.station] }
        return DistrictOverview(
            district: configuration.district.name, timeZone: configuration.district.timeZone, period: period,
            months: months,
            reporting: ReportingFigures(reported: reported, stations: contacts.count, asOf: asOf),
            attention: AttentionFigures(
                sameDay: open.reduce(0) { $0 + $1.all }, incomplete: open.reduce(0) { $0 + $1.incomplete },
                oldest: open.compactMap(\.oldest).min(),
                silentStations: contacts.count - reported,
                quarantined: Int(contacts.reduce(0) { $0 + $1.quarantined })),
            totals: totals(sums, cells.district, contacts: contacts), funnel: funnel(sums, cells.district),
            earlier: earlierFunnel(contacts, earlier, of: nil),
            targets: targets(), screenings: screenings(sums, cells.district, configuration.instruments),
            activities: activities(sums), orders: orders(sums), daily: daily,
            stations: contacts.indices.map { index in
                station(
                    contacts[index], counted[index], cells.stations[index],
                    attention[contacts[index].station])
            }, smallCellLimit: limit)
    }

    /// Nil when the station isn't among the contacts.
    ///
    /// - Parameters:
    ///   - contacts: of all stations, as for the district: what is shown of one depends on the others.
    ///   - byStation: sums of all stations.
    func station(
        _ code: StationCode, contacts: [StationContact], attention: [StationCode: AttentionCount],
        byStation: [StationCode: RollupTotals], earlier: [StationCode: RollupTotals] = [:], details: StationDetails
    ) -> StationOverview? {
        guard let index = contacts.firstIndex(where: { $0.station == code }) else { return nil }
        let line = cells(contacts.map { byStation[$0.station] ?? RollupTotals() }).stations[index]
        let sums = byStation[code] ?? RollupTotals()
        return StationOverview(
            timeZone: configuration.district.timeZone, period: period, months: details.months, asOf: asOf,
            figures: station(contacts[index], sums, line, attention[code]),
            totals: totals(sums, line, contacts: [contacts[index]]), funnel: funnel(sums, line),
            earlier: earlierFunnel(contacts, earlier, of: index),
            screenings: screenings(sums, line, instruments(of: code, used: sums)), activities: activities(sums),
            orders: orders(sums), daily: details.daily, attention: details.attention, quarantine: details.quarantine,
            counts: IndicatorCounts.gathered(from: sums), smallCellLimit: limit)
    }

    private func cells(_ sums: [RollupTotals]) -> OverviewCells {
        OverviewCells(sums, instruments: configuration.instruments, period: period, limit: limit)
    }

    private func instruments(of station: StationCode, used sums: RollupTotals) -> [Instrument] {
        let profile = configuration.station(station).flatMap(configuration.plugin(of:))
        let expected = Set(profile?.manifest.instruments ?? [])
        return configuration.instruments.filter {
            expected.contains($0.code) || sums[.screeningsReceived, $0.code] != 0
        }
    }

    private func totals(
        _ sums: RollupTotals, _ cells: OverviewCells.Line, contacts: [StationContact]
    ) -> OverviewTotals {
        OverviewTotals(
            facts: contacts.reduce(0) { $0 + $1.facts }, quarantined: contacts.reduce(0) { $0 + $1.quarantined },
            residentsRegistered: cells.residentsRegistered, screenings: sums[.screeningsReceived],
            personsScreened: cells.persons(.screened), activities: sums[.activitiesHeld],
            attendances: sums[.attendances], personsAttended: cells.persons(.attended), orders: sums[.orderStates],
            ordersFen: sums[.orderAmounts], personsServed: cells.persons(.served), feedbacks: sums[.feedbacks])
    }

    private func funnel(_ sums: RollupTotals, _ cells: OverviewCells.Line) -> OverviewFunnel {
        OverviewFunnel(FunnelRules.funnel(of: sums), advocacy: cells.advocacy)
    }

    /// The month that the period is compared with; nil unless the period is a month.
    var earlierMonth: EarlierMonth? {
        let zone = TimeZone(identifier: configuration.district.timeZone) ?? .gmt
        let seconds = asOf.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: asOf))
        return EarlierMonth(
            before: period, today: CivilDate(daysSinceEpoch: Int64((seconds / 86_400).rounded(.down))))
    }

    /// - Parameter station: the index of a station; nil sums all.
    private func earlierFunnel(
        _ contacts: [StationContact], _ byStation: [StationCode: RollupTotals], of station: Int?
    ) -> EarlierFunnel? {
        guard let month = earlierMonth else { return nil }
        let all = contacts.map { byStation[$0.station] ?? RollupTotals() }
        let sums = station.map { all[$0] } ?? all.reduce(into: RollupTotals()) { $0 += $1 }
        // Beside the whole month a part of it would tell how few came on the days between.
        let advocacy =
            month.isPart
            ? PublishedShare(count: .withheld, of: .withheld)
            : OverviewCells.advocacy(all, limit)[station ?? all.count]
        return EarlierFunnel(
            funnel: OverviewFunnel(FunnelRules.funnel(of: sums), advocacy: advocacy), isPart: month.isPart)
    }

    private func targets() -> [TargetFigure] {
        configuration.district.targets.compactMap { target in
            configuration.district.indicators.first { $0.code == target.indicator }.map {
                TargetFigure(
                    indicator: target.indicator, title: $0.title, target: target.value, isPercent: $0.unit == .percent)
            }
        }
    }

    private func station(
        _ contact: StationContact, _ sums: RollupTotals, _ cells: OverviewCells.Line, _ attention: AttentionCount?
    ) -> StationFigures {
        let station = configuration.station(contact.station)
        let profile = station.flatMap(configuration.plugin(of:))
        let funnel = FunnelRules.funnel(of: sums)
        return StationFigures(
            station: contact.station,
            name: station?.name ?? LocalizedText(zh: contact.station.rawValue, en: contact.station.rawValue),
            profile: station?.profile,
            profileTitle: profile?.manifest.title ?? LocalizedText(zh: "", en: ""),
            subdistrict: station?.subdistrictName ?? "", latitude: station?.latitude ?? 0,
            longitude: station?.longitude ?? 0, lastContact: contact.lastContact,
            completeThrough: contact.completeThrough, hasReported: contact.hasReported(asOf: asOf),
            facts: contact.facts, quarantined: contact.quarantined, sameDay: attention?.all ?? 0,
            oldestSameDay: attention?.oldest,
            screenings: sums[.screeningsReceived], personsScreened: cells.persons(.screened),
            attendances: sums[.attendances], personsAttended: cells.persons(.attended),
            orders: sums[.orderStates], ordersFen: sums[.orderAmounts], reach: funnel.reach.total,
            satisfaction: funnel.satisfaction)
    }
}
