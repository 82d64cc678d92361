import HubModel

/// How the types of events are called.
enum AuditTypeWords {
    private static let known: [String: LocalizedText] = [
        "sign-in": LocalizedText("登录", "Sign-in"), "sign-out": LocalizedText("退出登录", "Sign-out"),
        "read": LocalizedText("查看", "Read"), "export": LocalizedText("导出", "Export"),
        "change": LocalizedText("更改", "Change"), "refusal": LocalizedText("拒绝访问", "Refusal"),
        "emergency-access": LocalizedText("紧急调阅", "Emergency access"), "erasure": LocalizedText("删除资料", "Erasure"),
        "ingest": LocalizedText("站点上报", "Batch of a station"), "account": LocalizedText("账号", "Account"),
        "key": LocalizedText("密钥", "Key"), "configuration": LocalizedText("配置", "Configuration"),
    ]

    static func text(of type: String, _ language: Language) -> String { known[type]?[language] ?? type }
}
