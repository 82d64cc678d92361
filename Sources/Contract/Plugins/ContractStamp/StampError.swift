import Foundation
import PackagePlugin

enum StampError: Error, CustomStringConvertible {
    case noContract(String)

    var description: String {
        switch self {
        case .noContract(let package): "package '\(package)' does not depend on the package 'Contract'"
        }
    }
}
