import Catalogue
import HTTPTypes
import HubModel
import HubRuntime
import PageKit

/// What clients are told about decisions on what a station offers.
extension Problem {
    init(_ error: OfferError) {
        switch error {
        case .unknownStation: self = .notFound()
        case .unknownPlugin(let profile, let version):
            self = Problem(
                .unprocessableContent, "unknown_plugin", zh: "这个定位或版本没有安装，请从已安装的中选择",
                en: "The profile is not installed in that version; choose one that is",
                extensions: ["profile": .text(profile.rawValue), "version": .text(version)])
        case .nothingChosen:
            self = Problem(
                .unprocessableContent, "nothing_chosen", zh: "请至少选一个服务包或一种活动",
                en: "Choose at least one package or activity")
        case .violated(_, let violations):
            let texts = violations.map { $0.message(LocalizedText(zh: $0.subject, en: $0.subject)) }
            self = Problem(
                .unprocessableContent, "not_allowed_offer", zh: "有不能提供的内容，请按 reasons 改正",
                en: "Something can't be offered like that; correct it as the reasons say",
                extensions: ["reasons": .texts(texts.map { "\($0.zh) / \($0.en)" })])
        case .tooFarAhead:
            self = Problem(
                .unprocessableContent, "too_far_ahead", zh: "生效时间不能超过一年以后",
                en: "The moment can't be more than a year ahead")
        case .noStation:
            self = Problem(.unprocessableContent, "no_station", zh: "请至少选一个站点", en: "Choose at least one station")
        }
    }
}
