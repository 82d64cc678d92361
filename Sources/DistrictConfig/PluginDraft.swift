import PluginKit

/// What is known of a profile while stations are checked against it.
struct PluginDraft {
    /// Declared codes, also of files with mistakes.
    var packageCodes: Declarations
    var activityCodes: Declarations
    var packages: [ServicePackage] = []
    var activities: [ActivityDefinition] = []
    var data: PluginData?
}
