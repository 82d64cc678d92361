import Brand
import HubModel
import HubRuntime
import Indicators
import PageKit

/// The five stages of the funnel as shown.
struct FunnelSection: Sendable {
    struct Stage: Sendable {
        let code: String
        let title: String
        let value: Figure
        let parts: [Part]
        /// For a share: of how many, and how far chance may have moved it.
        let base: Figure?
        let target: String?
        let isReached: Bool
        var change: FunnelChange?
    }

    struct Part: Sendable {
        let title: String
        let value: Figure
    }

    let stages: [Stage]

    init(
        _ funnel: OverviewFunnel, earlier: EarlierFunnel?, targets: [TargetFigure], limit: Int, formats: Formats
    ) {
        let changes = earlier.map { Self.changes(funnel, since: $0, limit, formats) } ?? [:]
        stages = Self.stages(funnel, targets, formats).map { stage in
            var stage = stage
            stage.change = changes[stage.code]
            return stage
        }
    }

    private static func changes(
        _ funnel: OverviewFunnel, since earlier: EarlierFunnel, _ limit: Int, _ formats: Formats
    ) -> [String: FunnelChange] {
        func change(_ code: String, _ path: KeyPath<OverviewFunnel, Funnel.Stage>) -> FunnelChange? {
            FunnelChange(
                code, funnel[keyPath: path], earlier.funnel[keyPath: path], isPart: earlier.isPart, limit: limit,
                formats)
        }
        return [
            "exposure": change("exposure", \.exposure), "reach": change("reach", \.reach),
            "conversion": change("conversion", \.conversion),
            "satisfaction": FunnelChange(
                "satisfaction", PublishedShare(funnel.satisfaction), PublishedShare(earlier.funnel.satisfaction),
                isPart: earlier.isPart, limit: limit, formats),
            "advocacy": FunnelChange(
                "advocacy", funnel.advocacy, earlier.funnel.advocacy, isPart: earlier.isPart, limit: limit, formats),
        ].compactMapValues { $0 }
    }

    private static func stages(_ funnel: OverviewFunnel, _ targets: [TargetFigure], _ formats: Formats) -> [Stage] {
        let language = formats.language
        return [
            Self.stage("exposure", .exposure, funnel.exposure, formats),
            Self.stage("reach", .reach, funnel.reach, formats),
            Self.stage("conversion", .conversion, funnel.conversion, formats),
            Self.share(
                "satisfaction", .satisfaction, PublishedShare(funnel.satisfaction),
                target: targets.first { $0.indicator == "satisfaction" }?.target,
                none: OverviewWords.noFeedback(language), formats),
            Self.share(
                "advocacy", .advocacy, funnel.advocacy, target: nil, none: OverviewWords.noResidents(language), formats),
        ]
    }

    private static func stage(
        _ code: String, _ title: OverviewWords, _ stage: Funnel.Stage, _ formats: Formats
    ) -> Stage {
        Stage(
            code: code, title: title(formats.language), value: Figure("funnel.\(code)", formats.number(stage.total)),
            parts: stage.parts.map {
                Part(
                    title: CodeWords.text(of: $0.code, formats.language),
                    value: Figure("funnel.\(code).\($0.code)", formats.number($0.count)))
            },
            base: nil, target: nil, isReached: false)
    }

    private static func share(
        _ code: String, _ title: OverviewWords, _ share: PublishedShare, target: Double?, none: String,
        _ formats: Formats
    ) -> Stage {
        let exact = share.exactValue
        return Stage(
            code: code, title: title(formats.language),
            value: Figure("funnel.\(code)", exact.map { formats.percent($0.percent) } ?? formats.count(.withheld)),
            parts: [], base: Figure("funnel.\(code).base", base(share, formats) ?? none),
            target: target.map { "\(OverviewWords.target(formats.language)) \(formats.decimal($0))%" },
            isReached: (exact?.percent ?? 0) >= target ?? .infinity)
    }

    /// Nil when there is nothing to divide by.
    private static func base(_ share: PublishedShare, _ formats: Formats) -> String? {
        guard let exact = share.exactValue else { return "n=\(formats.count(share.of))" }
        let comma = formats.language == .zh ? "，" : ", "
        return exact.marginPoints.map { "n=\(formats.number(exact.of))\(comma)±\(formats.decimal($0))" }
    }
}
