public import PageKit
public import Protection

extension Role: Wording {
    public static var section: String { "role" }
}
