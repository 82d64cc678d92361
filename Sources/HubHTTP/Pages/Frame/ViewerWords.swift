import HubModel
import PageKit

/// Texts around every page of somebody who is signed in.
enum ViewerWords: String, Wording {
    static let section = "viewer"

    case account, signOut, switchTo, entries, bureau
}
