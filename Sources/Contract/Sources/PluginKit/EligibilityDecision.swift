public import HubModel

/// Who may enrol, and who pays how much of one cycle.
public struct EligibilityDecision: Codable, Hashable, Sendable {
    public enum Standing: String, Codable, CaseIterable, Sendable {
        case eligible, ineligible
        /// What is on record leaves it open; a person asks.
        case undecided
    }

    public var standing: Standing
    /// Of one cycle.
    public var price: Money
    /// What the funding line pays, in percent of the price.
    public var subsidyPercent: Int
    public var subsidy: Money
    /// What the resident pays: the rest, to the fen.
    public var copayment: Money
    /// The code of the funding line that pays the subsidy.
    public var fundingLine: String
    public var reasons: [Reason]
}

extension ServicePackage {
    /// Prices up to ten billion yuan, so that no percentage overflows.
    static let payable = 0...Int64(1_000_000_000_000)

    /// Decides by age, tags and subsidies; the best subsidy of all that apply counts.
    ///
    /// - Throws: ``PluginFailure`` with `valueOutOfRange` when the price can't be one.
    func eligibility(of resident: ResidentSituation, price: Money?) throws -> EligibilityDecision {
        let price = price ?? unitPrice
        guard Self.payable.contains(price.fen) else { throw PluginFailure.priceOutOfRange() }
        var (standing, reasons) = standingByAge(resident.ages)
        if !eligibility.anyTag.isEmpty {
            let tags = Set(resident.tags)
            if let tag = eligibility.anyTag.first(where: tags.contains) {
                reasons.append(Reason("has-tag", zh: "属于服务对象（\(tag)）", en: "belongs to the group served (\(tag))"))
            } else {
                standing = .ineligible
                let wanted = eligibility.anyTag.joined(separator: ", ")
                reasons.append(
                    Reason("no-tag", zh: "不属于服务对象（\(wanted)）", en: "belongs to none of the groups served (\(wanted))"))
            }
        }
        let best = subsidies.filter { $0.tag.map(resident.tags.contains) ?? true }.max { $0.percent < $1.percent }
        let percent = best?.percent ?? 0
        let subsidy = price.fen * Int64(percent) / 100
        if let best {
            let group = best.tag.map { "（\($0)）" } ?? ""
            let groupInEnglish = best.tag.map { " (\($0))" } ?? ""
            reasons.append(
                Reason(
                    "subsidised", zh: "补贴 \(percent)%\(group)，由 \(fundingLine) 支付",
                    en: "\(percent) % are subsidised\(groupInEnglish) and paid by \(fundingLine)"))
        }
        if reasons.isEmpty {
            reasons.append(Reason("open-to-all", zh: "面向所有居民", en: "open to every resident"))
        }
        return EligibilityDecision(
            standing: standing, price: price, subsidyPercent: percent, subsidy: Money(fen: subsidy),
            copayment: Money(fen: price.fen - subsidy), fundingLine: fundingLine, reasons: reasons)
    }

    private func standingByAge(_ ages: ClosedRange<Int>?) -> (EligibilityDecision.Standing, [Reason]) {
        guard eligibility.minimumAge != nil || eligibility.maximumAge != nil else { return (.eligible, []) }
        guard let ages else {
            return (.undecided, [Reason("age-unknown", zh: "年龄未知，请核实", en: "the age is unknown: ask for it")])
        }
        if let minimum = eligibility.minimumAge {
            if ages.upperBound < minimum {
                return (
                    .ineligible,
                    [Reason("age-below-minimum", zh: "未满 \(minimum) 岁", en: "younger than \(minimum)")]
                )
            }
            if ages.lowerBound < minimum { return (.undecided, [Self.askForAge(minimum)]) }
        }
        if let maximum = eligibility.maximumAge {
            if ages.lowerBound > maximum {
                return (
                    .ineligible, [Reason("age-above-maximum", zh: "超过 \(maximum) 岁", en: "older than \(maximum)")]
                )
            }
            if ages.upperBound > maximum { return (.undecided, [Self.askForAge(maximum)]) }
        }
        return (.eligible, [Reason("age-fits", zh: "年龄符合", en: "the age fits")])
    }

    private static func askForAge(_ limit: Int) -> Reason {
        Reason(
            "age-near-limit", zh: "记录的出生年段跨越 \(limit) 岁界限，请核实生日",
            en: "the years of birth on record leave open which side of \(limit) the age is: ask for the birthday")
    }
}
