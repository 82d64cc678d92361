public import Logging

extension Logger {
    /// Tests that provoke refusals need none of their log.
    public static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
}
