/// How long sessions last.
enum SessionLimits {
    /// Seconds without a request.
    static let idleSeconds = 1800.0
    /// Seconds in all.
    static let absoluteSeconds = 43_200.0
    /// Seconds in which the second factor has to be shown.
    static let incompleteSeconds = 600.0
}
