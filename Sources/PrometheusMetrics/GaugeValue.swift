import CoreMetrics
import Synchronization

final class GaugeValue: RecorderHandler {
    private let last = Mutex<Double>(0)

    var value: Double { last.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { last.withLock { $0 = value } }
}
