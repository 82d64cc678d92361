import Foundation
import PackagePlugin

/// Makes the templates and words that stand beside the Swift files of a page group resources of their target.
///
/// A folder that a target names as a resource takes its Swift files along, and a list of single files would be one more
/// place to touch for each page. Templates keep their names; a words file takes its folder's: `Claims.words.yaml`.
@main
struct PageResources: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        return target.sourceFiles.compactMap { file in
            guard let name = name(of: file.url) else { return nil }
            let copy = context.pluginWorkDirectoryURL.appending(path: name)
            return .buildCommand(
                displayName: "Copying \(name)", executable: URL(filePath: "/bin/cp"),
                arguments: [file.url.path, copy.path], inputFiles: [file.url], outputFiles: [copy])
        }
    }

    private func name(of file: URL) -> String? {
        switch file.pathExtension {
        case "mustache": file.lastPathComponent
        case "yaml": "\(file.deletingLastPathComponent().lastPathComponent).\(file.lastPathComponent)"
        default: nil
        }
    }
}
