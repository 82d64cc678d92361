/// Which files a bundle may hold, by their path inside it.
///
/// Only plain ASCII names: a path that one system reads in two ways (case, Unicode forms, backslashes, `..`, NUL) can't
/// be written at all.
enum BundlePath {
    static let manifest = "bundle.json"
    static let signature = "bundle.sig"
    static let pluginManifest = "plugin.yaml"
    static let instruments = "instruments"

    /// Folders inside folders, the file's own name included.
    static let depthLimit = 4
    private static let lengthLimit = 200

    /// Whether a name may be that of a file or folder inside a bundle. Hidden names are none: no reader shows them.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 100 else { return false }
        return isLetterOrDigit(first)
            && name.utf8.allSatisfy {
                isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            }
    }

    static func isPath(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= lengthLimit && names.count <= depthLimit && names.allSatisfy { isName(String($0)) }
    }

    /// Whether a file of this path belongs into a bundle: YAML, a README.md, and the one library.
    static func isContent(_ path: String, library: String) -> Bool {
        guard isPath(path) else { return false }
        return path == library || path == "README.md" || path.hasSuffix(".yaml")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
