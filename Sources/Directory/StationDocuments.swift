import Crypto
public import DistrictConfig
import Foundation
import HubModel
import PluginKit

/// What a station is told, as documents by key [FED-2].
public struct StationDocuments: Sendable {
    /// Compact JSON with sorted keys, by key: `station`, `profile`, `package/<code>`, `activity/<code>`,
    /// `instrument/<code>`, `district`, `offer/<number>`.
    public let documents: [String: String]

    /// The documents of one station of a configuration.
    ///
    /// - Parameter offers: the decision in force and those still to come, so that a station that is offline at the moment
    ///   of one of them follows it all the same.
    public init(
        station: StationConfiguration, configuration: DistrictConfiguration, offers: [OfferRevision] = []
    ) throws {
        var documents = ["station": try Self.json(station), "district": try Self.json(DistrictDocument(configuration))]
        for offer in offers { documents["offer/\(offer.number)"] = try Self.json(offer) }
        if let profile = configuration.plugin(of: station) {
            documents["profile"] = try Self.json(profile.manifest)
            for instrument in profile.instruments {
                documents["instrument/\(instrument.code)"] = try Self.json(instrument)
            }
        }
        for package in configuration.packages(of: station) {
            documents["package/\(package.code)"] = try Self.json(package)
        }
        for activity in configuration.activities(of: station) {
            documents["activity/\(activity.code)"] = try Self.json(activity)
        }
        self.documents = documents
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// SHA-256 of a document's bytes, 64 lower-case hexadecimal digits.
    static func digest(of document: String) -> String {
        Hexadecimal.text(of: SHA256.hash(data: Data(document.utf8)))
    }
}

/// What a station must know of its district.
private struct DistrictDocument: Encodable {
    var code: String
    var name: LocalizedText
    var timeZone: String
    var smallCellLimit: Int

    init(_ configuration: DistrictConfiguration) {
        code = configuration.district.code
        name = configuration.district.name
        timeZone = configuration.district.timeZone
        smallCellLimit = configuration.district.smallCellLimit
    }
}
