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
        daily: [DailyFigure], months: [OverviewPeriod]
    ) -> DistrictOverview {
        // A station that left the configuration is no longer counted.
        let counted = contacts.map { byStation[$0.station] ?? RollupTotals() }
        let sums = counted.reduce(into: RollupTotals()) { $0 += $1 }
        let reported = contacts.count { $0.hasReported(asOf: asOf) }
        let open = contacts.compactMap { attention[$0.station] }
        return DistrictOverview(
            district: configuration.district.name, timeZone: configuration.district.timeZone, period: period,
            months: months,
            reporting: ReportingFigures(reported: reported, stations: contacts.count, asOf: asOf),
            attention: AttentionFigures(
                sameDay: open.reduce(0) { $0 + $1.all }, incomplete: open.reduce(0) { $0 + $1.incomplete },
                silentStations: contacts.count - reported,
                quarantined: Int(contacts.reduce(0) { $0 + $1.quarantined })),
            totals: totals(sums, contacts: contacts), funnel: FunnelRules.funnel(of: sums), targets: targets(),
            screenings: screenings(sums, configuration.instruments), activities: activities(sums),
            orders: orders(sums), daily: daily,
            stations: stations(contacts, counted, attention: attention), smallCellLimit: limit)
    }

    func totals(_ sums: RollupTotals, contacts: [StationContact]) -> OverviewTotals {
        OverviewTotals(
            facts: contacts.reduce(0) { $0 + $1.facts }, quarantined: contacts.reduce(0) { $0 + $1.quarantined },
            residentsRegistered: sums[.residentsRegistered], screenings: sums[.screeningsReceived],
            personsScreened: SmallCells.publish(persons(.screened, in: sums), limit: limit),
            activities: sums[.activitiesHeld], attendances: sums[.attendances],
            personsAttended: SmallCells.publish(persons(.attended, in: sums), limit: limit),
            orders: sums[.orderStates], ordersFen: sums[.orderAmounts],
            personsServed: SmallCells.publish(persons(.served, in: sums), limit: limit), feedbacks: sums[.feedbacks])
    }

    /// Persons of the period, each counted once.
    private func persons(_ activity: PersonActivity, in sums: RollupTotals) -> Int64 {
        switch period {
        case .everything: sums[.personsEver, activity.rawValue]
        case .month: sums[.personsOfMonth, activity.rawValue]
        }
    }

    private func targets() -> [TargetFigure] {
        configuration.district.targets.compactMap { target in
            configuration.district.indicators.first { $0.code == target.indicator }.map {
                TargetFigure(indicator: target.indicator, title: $0.title, target: target.value)
            }
        }
    }

    /// The lines of stations; the persons of all of them are shown as a sum beside them, so they are hidden together.
    private func stations(
        _ contacts: [StationContact], _ sums: [RollupTotals], attention: [StationCode: AttentionCount]
    ) -> [StationFigures] {
        let screened = SmallCells.publish(sums.map { persons(.screened, in: $0) }, limit: limit)
        let attended = SmallCells.publish(sums.map { persons(.attended, in: $0) }, limit: limit)
        return contacts.indices.map { index in
            var line = station(contacts[index], sums[index], sameDay: attention[contacts[index].station]?.all ?? 0)
            line.personsScreened = screened[index]
            line.personsAttended = attended[index]
            return line
        }
    }

    func station(_ contact: StationContact, _ sums: RollupTotals, sameDay: Int) -> StationFigures {
        let station = configuration.station(contact.station)
        let profile = station.flatMap { configuration.profiles[$0.profile] }
        let funnel = FunnelRules.funnel(of: sums)
        return StationFigures(
            station: contact.station,
            name: station?.name ?? LocalizedText(zh: contact.station.rawValue, en: contact.station.rawValue),
            profile: station?.profile,
            profileTitle: profile?.manifest.title ?? LocalizedText(zh: "", en: ""),
            subdistrict: station?.subdistrictName ?? "", latitude: station?.latitude ?? 0,
            longitude: station?.longitude ?? 0, lastContact: contact.lastContact,
            completeThrough: contact.completeThrough, hasReported: contact.hasReported(asOf: asOf),
            facts: contact.facts, quarantined: contact.quarantined, sameDay: sameDay,
            screenings: sums[.screeningsReceived],
            personsScreened: SmallCells.publish(persons(.screened, in: sums), limit: limit),
            attendances: sums[.attendances],
            personsAttended: SmallCells.publish(persons(.attended, in: sums), limit: limit),
            orders: sums[.orderStates], ordersFen: sums[.orderAmounts], reach: funnel.reach.total,
            satisfaction: funnel.satisfaction)
    }
}
