public import Catalogue
public import PageKit

extension PluginDifference.Part: Wording {
    public static var section: String { "pluginPart" }
}

extension PluginDifference.Change: Wording {
    public static var section: String { "pluginChange" }
}
