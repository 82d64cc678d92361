import HubModel

/// The text that a check of the configuration prints.
public enum ConfigCheck {
    /// One line a mistake, `file:line:column: message`, in the order of the mistakes.
    public static func lines(for mistakes: ConfigurationMistakes) -> [String] {
        mistakes.mistakes.map { "\($0.file):\($0.line):\($0.column): \($0.message)" }
    }

    /// The lines for the mistakes with a last line that counts mistakes and files.
    public static func report(for mistakes: ConfigurationMistakes) -> [String] {
        let count = mistakes.mistakes.count
        let files = Set(mistakes.mistakes.map(\.file)).count
        return lines(for: mistakes) + [
            "共 \(files) 个文件、\(count) 处错误 / \(count) \(count == 1 ? "mistake" : "mistakes") in "
                + "\(files) \(files == 1 ? "file" : "files")"
        ]
    }

    /// One line that says what a configuration without mistakes holds.
    public static func summary(of configuration: DistrictConfiguration) -> String {
        let stations = configuration.stations.count
        let profiles = configuration.profiles.count
        let instruments = configuration.instruments.count
        return "配置无误：\(configuration.district.name.zh)，站点 \(stations)、定位 \(profiles)、量表 \(instruments) / "
            + "configuration is clean: \(configuration.district.name.en), \(stations) stations, \(profiles) profiles, "
            + "\(instruments) instruments"
    }
}
