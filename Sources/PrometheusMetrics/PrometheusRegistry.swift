public import CoreMetrics
import Synchronization

/// Keeps the metrics of this process and writes them in Prometheus' text format, version 0.0.4.
public final class PrometheusRegistry: MetricsFactory {
    struct Series: Hashable, Comparable {
        var name: String
        /// Sorted by name.
        var labels: [Label]

        struct Label: Hashable, Comparable {
            var name: String
            var value: String

            static func < (left: Self, right: Self) -> Bool { (left.name, left.value) < (right.name, right.value) }
        }

        init(_ label: String, _ dimensions: [(String, String)]) {
            name = Series.legal(label)
            labels = dimensions.map { Label(name: Series.legal($0.0), value: $0.1) }.sorted()
        }

        static func < (left: Self, right: Self) -> Bool {
            left.name == right.name ? left.labels.lexicographicallyPrecedes(right.labels) : left.name < right.name
        }

        /// Prometheus allows letters, digits, underscores and colons.
        static func legal(_ name: String) -> String {
            String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
        }
    }

    private struct Handlers {
        var counters: [Series: CounterValue] = [:]
        var gauges: [Series: GaugeValue] = [:]
        var distributions: [Series: Distribution] = [:]
    }

    private let handlers = Mutex(Handlers())

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let series = Series(label, dimensions)
        return handlers.withLock { handlers in
            let counter = handlers.counters[series] ?? CounterValue()
            handlers.counters[series] = counter
            return counter
        }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let series = Series(label, dimensions)
        return handlers.withLock { handlers in
            if aggregate {
                let distribution = handlers.distributions[series] ?? Distribution(scale: 1)
                handlers.distributions[series] = distribution
                return distribution
            }
            let gauge = handlers.gauges[series] ?? GaugeValue()
            handlers.gauges[series] = gauge
            return gauge
        }
    }

    /// A timer's durations are written in seconds, Prometheus' base unit.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let series = Series(label, dimensions)
        return handlers.withLock { handlers in
            let distribution = handlers.distributions[series] ?? Distribution(scale: 1e-9)
            handlers.distributions[series] = distribution
            return distribution
        }
    }

    // Series live as long as the process: the names are fixed and few.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Everything measured so far.
    public func exposition() -> String {
        let (counters, gauges, distributions) = handlers.withLock { ($0.counters, $0.gauges, $0.distributions) }
        var text = ""
        var declared: Set<String> = []
        func declare(_ name: String, _ type: String) {
            if declared.insert(name).inserted { text += "# TYPE \(name) \(type)\n" }
        }
        for (series, counter) in counters.sorted(by: { $0.key < $1.key }) {
            declare(series.name, "counter")
            text += "\(series.name)\(Self.labels(series)) \(counter.value)\n"
        }
        for (series, gauge) in gauges.sorted(by: { $0.key < $1.key }) {
            declare(series.name, "gauge")
            text += "\(series.name)\(Self.labels(series)) \(gauge.value)\n"
        }
        for (series, distribution) in distributions.sorted(by: { $0.key < $1.key }) {
            declare(series.name, "histogram")
            text += distribution.lines(series.name) { Self.labels(series, $0) }
        }
        return text
    }

    private static func labels(_ series: Series, _ bound: String? = nil) -> String {
        var pairs = series.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        return pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
