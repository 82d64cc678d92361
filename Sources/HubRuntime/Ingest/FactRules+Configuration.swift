public import DistrictConfig
import Foundation
public import Services

extension DistrictConfiguration {
    /// How the hub reads facts under this configuration.
    public var factRules: FactRules {
        FactRules(instruments: instruments, timeZone: TimeZone(identifier: district.timeZone) ?? .gmt)
    }
}
