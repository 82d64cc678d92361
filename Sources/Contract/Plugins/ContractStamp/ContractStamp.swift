import Foundation
import PackagePlugin

/// Compiles the contract stamp into the target that uses it: into PluginKit as a Swift value, into any other target as
/// an ELF section that a host reads without running anything.
@main
struct ContractStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let contract = try contractDirectory(for: context.package)
        let script = contract.appending(path: "Scripts/stamp.sh")
        let compiler = try context.tool(named: "swiftc").url
        let generated = context.pluginWorkDirectoryURL.appending(path: "ContractStamp+Generated.swift")
        let form = target.name == "PluginKit" && context.package.displayName == "Contract" ? "value" : "section"
        let sources = try sources(of: contract)
        return [
            .buildCommand(
                displayName: "Stamping \(target.name) with the contract",
                executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, form, contract.path, compiler.path, generated.path] + sources,
                inputFiles: sources.map { contract.appending(path: $0) } + [script, compiler],
                outputFiles: [generated])
        ]
    }

    private func contractDirectory(for package: Package) throws -> URL {
        var waiting = [package]
        var seen: Set<Package.ID> = []
        while let next = waiting.popLast() {
            if next.displayName == "Contract" { return next.directoryURL }
            guard seen.insert(next.id).inserted else { continue }
            waiting += next.dependencies.map(\.package)
        }
        throw StampError.noContract(package.displayName)
    }

    /// The files that the contract hash is over, relative to the contract's directory.
    private func sources(of contract: URL) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: contract.appending(path: "Sources").path)
        return ["Package.swift"] + paths.filter { $0.hasSuffix(".swift") }.map { "Sources/\($0)" }.sorted()
    }
}
