import Foundation
import PluginKit
import Testing

/// A package of an outside author in a folder of its own: a copy of Contract and of one plugin's sources, nothing else.
final class OutsidePackage: Sendable {
    static let module = "CommunityHub"

    let url: URL
    private let build: ContractStamp.Build

    init(build: ContractStamp.Build) throws {
        self.build = build
        url = FileManager.default.temporaryDirectory.appending(path: "outside-\(UUID().uuidString)")
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = FileManager.default
        try files.createDirectory(at: url.appending(path: "Contract"), withIntermediateDirectories: true)
        for part in ["Package.swift", "Sources", "Plugins", "Scripts"] {
            try files.copyItem(
                at: root.appending(path: "Sources/Contract/\(part)"), to: url.appending(path: "Contract/\(part)"))
        }
        try files.createDirectory(at: url.appending(path: "Sources"), withIntermediateDirectories: true)
        try files.copyItem(
            at: root.appending(path: "Plugins/community-hub/\(Self.module)"),
            to: url.appending(path: "Sources/\(Self.module)"))
        try write(Self.manifest, to: "Package.swift")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    private static let manifest = """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "outside",
            products: [.library(name: "CommunityHub", type: .dynamic, targets: ["CommunityHub"])],
            dependencies: [.package(path: "Contract")],
            targets: [
                .target(
                    name: "CommunityHub", dependencies: [.product(name: "Contract", package: "Contract")],
                    swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("InternalImportsByDefault")],
                    plugins: [.plugin(name: "ContractStamp", package: "Contract")])
            ]
        )

        """

    func read(_ path: String) throws -> String {
        try String(contentsOf: url.appending(path: path), encoding: .utf8)
    }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: url.appending(path: path))
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: url.appending(path: path))
    }

    /// The package manager watches the folders of the root package only: a file that came or went in a package that
    /// lies inside it is seen once the root's manifest is newer.
    func touchManifest() throws { try write(Self.manifest, to: "Package.swift") }

    /// Builds the plugin and copies its library to a folder of its own, as `dlopen` remembers paths.
    func buildLibrary(into name: String) throws -> URL {
        let scratch = url.appending(path: "scratch")
        let command = [
            "swift", "build", "--package-path", url.path, "--scratch-path", scratch.path, "-c", build.rawValue,
            "--product", Self.module,
        ]
        let log = url.appending(path: "build.log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            Issue.record("swift build failed:\n\(try read("build.log"))")
        }
        let folder = url.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = "lib\(Self.module).so"
        try FileManager.default.copyItem(
            at: scratch.appending(path: "\(build.rawValue)/\(file)"), to: folder.appending(path: file))
        return folder
    }
}
