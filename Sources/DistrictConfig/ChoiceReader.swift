import HubModel
import PluginKit

private enum PackageChoiceKey: String, CaseIterable {
    case code, priceYuan
}

private enum ActivityChoiceKey: String, CaseIterable {
    case code, capacity, points
}

/// Reads which packages and activities a station offers, and checks its overrides against the district's bounds.
///
/// An entry is a code, or a mapping with the code and what the station changes.
struct ChoiceReader {
    /// Nil when the station's profile is unknown; then nothing is checked against it.
    let plugin: PluginDraft?
    let bounds: District.OverrideBounds?

    func packages(_ value: Value) -> [PackageChoice] {
        var chosen = Declarations(what: LocalizedText(zh: "服务包", en: "service package"))
        return value.list().compactMap { element in
            guard element.isMapping else {
                return code(element, of: plugin?.packageCodes, chosen: &chosen).map { PackageChoice(code: $0) }
            }
            guard let reader = MappingReader<PackageChoiceKey>(element) else { return nil }
            let code = reader.required(.code).flatMap { self.code($0, of: plugin?.packageCodes, chosen: &chosen) }
            let priceValue = reader.optional(.priceYuan)
            let price = priceValue?.yuan()
            guard let code else { return nil }
            if let price, let priceValue, let bounds, let base = plugin?.packages.first(where: { $0.code == code }) {
                check(price.fen, in: bounds.prices(around: base.unitPrice), bounds.price, at: priceValue) { fen in
                    let yuan = Double(fen) / 100
                    return LocalizedText(zh: "\(yuan.plain) 元", en: "\(yuan.plain) yuan")
                }
            }
            return PackageChoice(code: code, price: price)
        }
    }

    func activities(_ value: Value) -> [ActivityChoice] {
        var chosen = Declarations(what: LocalizedText(zh: "活动", en: "activity"))
        return value.list().compactMap { element in
            guard element.isMapping else {
                return code(element, of: plugin?.activityCodes, chosen: &chosen).map { ActivityChoice(code: $0) }
            }
            guard let reader = MappingReader<ActivityChoiceKey>(element) else { return nil }
            let code = reader.required(.code).flatMap { self.code($0, of: plugin?.activityCodes, chosen: &chosen) }
            let capacityValue = reader.optional(.capacity)
            let pointsValue = reader.optional(.points)
            let capacity = capacityValue?.integer(in: ActivityReader.capacities)
            let points = pointsValue?.integer(in: ActivityReader.pointsRange)
            guard let code else { return nil }
            if let bounds, let base = plugin?.activities.first(where: { $0.code == code }) {
                if let capacity, let capacityValue {
                    let range = bounds.capacities(around: base.capacity)
                    check(Int64(capacity), in: range, bounds.capacity, at: capacityValue, shown: Self.plain)
                }
                if let points, let pointsValue {
                    let range = bounds.points(around: base.points)
                    check(Int64(points), in: range, bounds.points, at: pointsValue, shown: Self.plain)
                }
            }
            return ActivityChoice(code: code, capacity: capacity, points: points)
        }
    }

    private func code(_ value: Value, of declared: Declarations?, chosen: inout Declarations) -> String? {
        let code = declared.map { value.reference(to: $0, form: .lowercase) } ?? value.code(.lowercase)
        if let code { chosen.declare(code, at: value.place, log: value.source.log) }
        return code
    }

    private static func plain(_ number: Int64) -> LocalizedText { LocalizedText(zh: "\(number)", en: "\(number)") }

    /// - Parameter percent: the bounds as the district states them, for the message.
    private func check(
        _ number: Int64, in allowed: ClosedRange<Int64>, _ percent: ClosedRange<Int>, at value: Value,
        shown: (Int64) -> LocalizedText
    ) {
        guard !allowed.contains(number) else { return }
        let (lowest, highest) = (shown(allowed.lowerBound), shown(allowed.upperBound))
        let range = LocalizedText(
            zh: "\(lowest.zh) 至 \(highest.zh)（\(percent.lowerBound)% 至 \(percent.upperBound)%）",
            en: "\(lowest.en) to \(highest.en) (\(percent.lowerBound) % to \(percent.upperBound) %)")
        value.report(
            .override, zh: "\(shown(number).zh) 超出本区允许的调整范围",
            en: "\(shown(number).en) is beyond what the district allows", allowed: range)
    }
}
