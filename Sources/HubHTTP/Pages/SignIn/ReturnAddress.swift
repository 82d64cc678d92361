import Foundation
import Hummingbird
import PageKit

/// Where somebody wanted to go before signing in: a path of this hub and nothing else.
struct ReturnAddress {
    let path: String?

    init(_ text: String?) {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"), text.utf8.count <= 500,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }), !text.hasPrefix("/sign-")
        else {
            path = nil
            return
        }
        path = text
    }

    init(_ request: Request) {
        self.init(request.uri.queryParameters["next"].map { String($0) })
    }

    var hidden: [PageParameter] { path.map { [.init(name: "next", value: $0)] } ?? [] }

    /// An address that carries this one in its query.
    func carried(by address: String) -> String {
        hidden.address(address)
    }
}
