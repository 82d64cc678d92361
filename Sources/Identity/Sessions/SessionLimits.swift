/// How long sessions last.
public struct SessionLimits: Sendable {
    /// Seconds without a request.
    public var idleSeconds: Double
    /// Seconds in all.
    public var absoluteSeconds: Double
    /// Seconds in which the second factor has to be shown.
    public var incompleteSeconds: Double

    public init(idleSeconds: Double = 1800, absoluteSeconds: Double = 43_200, incompleteSeconds: Double = 600) {
        self.idleSeconds = idleSeconds
        self.absoluteSeconds = absoluteSeconds
        self.incompleteSeconds = incompleteSeconds
    }
}
