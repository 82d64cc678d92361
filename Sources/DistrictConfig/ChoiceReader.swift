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
                check(price.fen, against: base.unitPrice.fen, bounds: bounds.price, at: priceValue) { fen in
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
                    check(capacity, base.capacity, bounds: bounds.capacity, at: capacityValue)
                }
                if let points, let pointsValue { check(points, base.points, bounds: bounds.points, at: pointsValue) }
            }
            return ActivityChoice(code: code, capacity: capacity, points: points)
        }
    }

    private func code(_ value: Value, of declared: Declarations?, chosen: inout Declarations) -> String? {
        let code = declared.map { value.reference(to: $0, form: .lowercase) } ?? value.code(.lowercase)
        if let code { chosen.declare(code, at: value.place, log: value.source.log) }
        return code
    }

    private func check(_ number: Int, _ base: Int, bounds: ClosedRange<Int>, at value: Value) {
        check(Int64(number), against: Int64(base), bounds: bounds, at: value) {
            LocalizedText(zh: "\($0)", en: "\($0)")
        }
    }

    /// Bounds are rounded inwards: half of 15 people is at least 8.
    private func check(
        _ number: Int64, against base: Int64, bounds: ClosedRange<Int>, at value: Value,
        shown: (Int64) -> LocalizedText
    ) {
        let lowest = (base * Int64(bounds.lowerBound) + 99) / 100
        let highest = base * Int64(bounds.upperBound) / 100
        guard number < lowest || number > highest else { return }
        let range = LocalizedText(
            zh: "\(shown(lowest).zh) 至 \(shown(highest).zh)（\(bounds.lowerBound)% 至 \(bounds.upperBound)%）",
            en: "\(shown(lowest).en) to \(shown(highest).en) (\(bounds.lowerBound) % to \(bounds.upperBound) %)")
        value.report(
            .override, zh: "\(shown(number).zh) 超出本区允许的调整范围",
            en: "\(shown(number).en) is beyond what the district allows", allowed: range)
    }
}
