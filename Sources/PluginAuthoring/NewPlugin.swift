public import Foundation
public import HubModel
import PluginKit

/// Writes a package for a profile of one's own: it depends on `Contract` alone, builds, passes its tests and loads.
public struct NewPlugin: Sendable {
    public enum Failure: Error, Hashable, Sendable {
        /// The folder exists and holds something.
        case folderNotEmpty(String)
        /// There is no `Contract` package in the folder.
        case noContract(String)
    }

    /// Where the package's tests look for the plugin's data, relative to its folder.
    public static let dataFile = "Tests/plugin-data.json"

    private let code: ProfileCode
    private let contract: URL

    /// - Parameters:
    ///   - code: of the new profile, such as `night-clinic`; the module is `NightClinic`.
    ///   - contract: the folder of the package `Contract`.
    /// - Throws: ``Failure/noContract(_:)``.
    public init(_ code: ProfileCode, contract: URL) throws {
        guard FileManager.default.fileExists(atPath: contract.appending(path: "Sources/PluginKit/PluginAPI.swift").path)
        else { throw Failure.noContract(contract.path) }
        self.code = code
        self.contract = contract
    }

    /// The Swift module of the profile.
    public var module: String {
        code.rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// Each file's path in the package and its template.
    private var files: [(path: String, template: String)] {
        [
            ("Package.swift", "Package.swift"), ("README.md", "README.md"), ("plugin.yaml", "plugin.yaml"),
            ("packages/\(code)-first-steps.yaml", "package.yaml"),
            ("activities/\(code)-open-evening.yaml", "activity.yaml"),
            ("\(module)/\(module)Plugin.swift", "Plugin.swift"),
            ("Tests/\(module)Tests.swift", "Tests.swift"),
        ]
    }

    /// Writes the package.
    ///
    /// - Parameter folder: is made; may exist when it is empty.
    /// - Returns: the paths of the files written, relative to the folder.
    /// - Throws: ``Failure/folderNotEmpty(_:)``; `CocoaError` when something can't be written.
    public func write(to folder: URL) throws -> [String] {
        let manager = FileManager.default
        if let found = try? manager.contentsOfDirectory(atPath: folder.path), !found.isEmpty {
            throw Failure.folderNotEmpty(folder.path)
        }
        for (path, template) in files {
            let file = folder.appending(path: path)
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(try filled(template).utf8).write(to: file)
        }
        return files.map(\.path)
    }

    private func filled(_ template: String) throws -> String {
        let url = Bundle.module.bundleURL.appending(path: "Template/\(template).template")
        let words = code.rawValue.split(separator: "-").joined(separator: " ")
        let values = [
            "code": code.rawValue, "module": module, "contract": contract.standardizedFileURL.path,
            "apiVersion": "\(PluginAPI.version)", "titleZH": code.rawValue,
            "titleEN": words.prefix(1).uppercased() + words.dropFirst(),
        ]
        return values.reduce(try String(contentsOf: url, encoding: .utf8)) { text, value in
            text.replacing("{{\(value.key)}}", with: value.value)
        }
    }
}
