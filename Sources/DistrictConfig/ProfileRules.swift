import PluginKit

/// What a profile's files of rules say; a profile may have none of them.
struct ProfileRules {
    var followUps: [FollowUpRule] = []
    var counselling = CounsellingRules()
    var outreach = OutreachReader.Reading()
    var rituals: [Ritual] = []
    var indicators = IndicatorRulesReader.Reading()
}
