import HubModel
import PageKit

/// Texts of the bureau's overview.
enum OverviewWords: String, Wording {
    static let section = "overview"

    case menu
    case attentionTitle, attentionNone, sameDay, oldest, ofThem, incompleteOfThem, silent, quarantined
    case funnelTitle, exposure, reach, conversion, satisfaction, advocacy, target, targetsTitle, targetNow, reached,
        notReached, noFeedback, noResidents
    case sinceLastMonth, sinceSameDays, increased, decreased, unchanged
    case totalsTitle, stationsTitle, filter, profile, allProfiles, status, allStatuses, onlySilent,
        onlySameDay
    case onlyQuarantined, clear, noMatch, exportCSV, emptyTitle, emptyText, emptyPeriod, emptyHowTo, dailyTitle
    case quarantinedShort, monthlyTitle, mapTitle, mapNote, sum, showing
}
