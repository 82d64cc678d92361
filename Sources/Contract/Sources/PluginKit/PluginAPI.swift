/// The interface between a host and its plugins.
public enum PluginAPI {
    /// Raised when plugins written for the old one can't work any more. `Scripts/stamp.sh` reads this line.
    public static let version = 1

    /// The C function by which a plugin hands over its ``PluginFactory``.
    ///
    /// It takes nothing and returns ``PluginFactory/handOver()``.
    public static let entrySymbol = "xinlian_plugin_v1"

    /// The ELF section of a plugin's library that holds its ``ContractStamp`` as JSON.
    public static let stampSection = "xinlian_stamp"
}
