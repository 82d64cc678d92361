public import DistrictConfig
public import Foundation
public import HubModel

/// The repository's own example district, as large as a test needs it.
public enum ExampleDistrict {
    /// The folder of the checkout.
    public static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Read once: several hundred tests ask for it, and most of them at the same moment.
    private static let whole = Result {
        try ConfigurationReader.read(
            config: repository.appendingPathComponent("config"), plugins: repository.appendingPathComponent("Plugins"))
    }

    /// The first stations of the district that `config/` and `Plugins/` describe.
    public static func configuration(stations: Int = 3) throws -> DistrictConfiguration {
        var configuration = try whole.get()
        configuration.stations = Array(configuration.stations.prefix(stations))
        return configuration
    }
}

/// A moment that doesn't move: 2026-03-02 at noon in Shanghai.
public enum FixedClock {
    public static let now = Date(timeIntervalSince1970: 1_772_424_000)
}

extension StationCode {
    /// The stations `S01`, `S02`, … of the example district.
    public static func number(_ number: Int) throws -> StationCode {
        guard let code = StationCode(rawValue: number < 10 ? "S0\(number)" : "S\(number)") else {
            throw MissingFixture(name: "station \(number)")
        }
        return code
    }
}

/// Something a test builds on is not there.
public struct MissingFixture: Error {
    public var name: String

    public init(name: String) {
        self.name = name
    }
}
