import HubModel

/// Texts of a hospital's page.
enum HospitalWords: String, Wording {
    case empty

    var text: LocalizedText {
        switch self {
        case .empty:
            LocalizedText(
                "目前没有站点转来的居民。有转诊时会显示在这里。", "No station has referred anybody yet. Referrals will stand here.")
        }
    }
}
