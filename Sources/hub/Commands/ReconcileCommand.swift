import ArgumentParser
import Configuration
import Directory
import DistrictConfig
import Foundation
import HubRuntime
import Protection

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract:
            "输出枢纽所存的全区总数（JSON），与各站账本核对 / Prints what the hub holds of the whole district, to compare with the stations' books."
    )

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var configuration: ConfigurationOptions

    func run() async throws {
        let reader = try await settings.reader()
        let district = try configuration.read()
        let reconciliation = try await reader.withDatabase { database in
            let offers = try await ReadOffers(database: database).inForce(as: .district, at: Date())
            return try await ReadReconciliation(database: database, configuration: district.offering(offers))()
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        Output.line(String(decoding: try encoder.encode(reconciliation), as: UTF8.self))
    }
}
