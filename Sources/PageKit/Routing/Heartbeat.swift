import Foundation

/// A signal every two seconds beside those of news, so that an event stream finds out in time that its reader may no
/// longer see it.
public enum Heartbeat {
    public enum Signal: Sendable, Equatable {
        case news, beat
    }

    public static let interval = Duration.seconds(2)

    /// Ends with its reader.
    public static func merged(with news: some AsyncSequence<Void, Never> & Sendable) -> AsyncStream<Signal> {
        AsyncStream { continuation in
            let listening = Task {
                for await _ in news { continuation.yield(.news) }
                continuation.finish()
            }
            let beating = Task {
                while !Task.isCancelled {
                    // A session that ends tells no open stream, so each asks from time to time.
                    do { try await Task.sleep(for: interval) } catch { break }
                    continuation.yield(.beat)
                }
            }
            continuation.onTermination = { _ in
                listening.cancel()
                beating.cancel()
            }
        }
    }
}
