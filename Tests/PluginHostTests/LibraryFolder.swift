import Foundation
import PluginHost
import PluginKit
import Testing

/// A folder of libraries made for one test, removed with it.
final class LibraryFolder: Sendable {
    /// An entry that is found and hands over nothing.
    static let emptyEntry = "void *xinlian_plugin_v1(void) { return 0; }\n"

    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "plugins-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func library(_ module: String) -> URL { url.appending(path: "lib\(module).so") }

    /// Where a constructor of ``compile(_:stamp:source:)`` leaves a trace when it runs.
    func canary(_ module: String) -> URL { url.appending(path: "\(module).ran") }

    /// Whether any code of the library has run.
    func hasRun(_ module: String) -> Bool { FileManager.default.fileExists(atPath: canary(module).path) }

    /// Compiles a library whose constructor leaves a trace, with a stamp as given.
    func compile(_ module: String, stamp: String?, source: String = "", options: [String] = ["-shared"]) throws {
        var text = """
            #include <stdio.h>
            __attribute__((constructor)) static void leave_a_trace(void) {
                FILE *file = fopen("\(canary(module).path)", "w");
                if (file) fclose(file);
            }
            \(source)

            """
        if let stamp {
            let literal = stamp.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            text += """
                __attribute__((section("xinlian_stamp"), used))
                static const char stamp[\(stamp.utf8.count)] = "\(literal)";

                """
        }
        let file = url.appending(path: "\(module).c")
        try Data(text.utf8).write(to: file)
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["cc", "-w", "-fPIC"] + options + ["-o", library(module).path, file.path]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)
    }

    /// A copy of a real plugin's library.
    func copyReal(_ module: String) throws {
        let real = PluginHost.defaultLibraryDirectory.appending(path: "lib\(module).so")
        try FileManager.default.copyItem(at: real, to: library(module))
    }
}

extension ContractStamp {
    var json: String {
        """
        {"apiVersion":\(apiVersion),"contractHash":"\(contractHash)","compiler":"\(compiler)","build":"\(build.rawValue)"}
        """
    }
}
