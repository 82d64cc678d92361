public import HubModel

extension Language {
    /// A path with the language in its query, as pages name it.
    public func address(_ path: String) -> String {
        guard self != .zh else { return path }
        return path + (path.contains("?") ? "&" : "?") + "lang=\(rawValue)"
    }
}
