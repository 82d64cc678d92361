import PluginKit

/// The packages that rates may name.
struct KnownPackages {
    private let byCode: [String: ServicePackage]
    /// Nil when there may be others.
    let codes: Declarations?

    init(_ packages: [ServicePackage], codes: Declarations?) {
        byCode = Dictionary(packages.map { ($0.code, $0) }) { _, last in last }
        self.codes = codes
    }

    /// Nil also for a package that could not be read.
    subscript(code: String) -> ServicePackage? { byCode[code] }
}
