public import Foundation
public import PluginKit

extension ConfigurationReader {
    /// Reads the source folder of one plugin whole and checks it against the district, wherever the folder is.
    ///
    /// - Parameters:
    ///   - source: the folder with `plugin.yaml`, named as the plugin's id.
    ///   - instruments: the folder of the instruments that it may name.
    ///   - config: the folder with `district.yaml`.
    /// - Throws: ``ConfigurationMistakes`` with every mistake found in these files.
    public static func readPlugin(
        _ source: URL, instruments: URL, config: URL
    ) throws(ConfigurationMistakes) -> PluginData {
        let log = MistakeLog()
        let source = source.standardizedFileURL
        let district = readDistrict(in: ConfigurationFolder(config, log: log))
        var reader = ProfileFolderReader(
            folder: ConfigurationFolder(source.deletingLastPathComponent(), log: log), district: district)
        reader.instrumentsElsewhere = ConfigurationFolder(instruments, log: log)
        reader.readInstruments()
        reader.readProfile(source.lastPathComponent)
        guard log.mistakes.isEmpty, let data = reader.profiles[source.lastPathComponent]?.data else {
            throw ConfigurationMistakes(log.mistakes)
        }
        return data
    }
}
