/// Why the hub doesn't start as it is set up, in words that say what to do.
struct UnsafeSetting: Error, CustomStringConvertible {
    var description: String

    init(_ zh: String, _ en: String) { description = "\(zh) / \(en)" }
}
