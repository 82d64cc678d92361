import Foundation
import Identity

/// The first person of a new hub.
enum FirstDirector {
    /// Creates a director when there is nobody yet, and says where a password is set; the link is told only here.
    static func create(_ context: IdentityContext, address: String) async throws {
        let profile = try AccountProfile(signInName: "director", displayName: "区级负责人")
        guard let link = try await CreateFirstDirector(context)(profile, at: Date()) else { return }
        Output.line(
            """
            已建立首个账号 director，请在 24 小时内打开以下一次性链接设置密码 / the first account, director, was created; \
            set its password by this one-time link within 24 hours:
            \(address)/sign-in/link?token=\(link.text)
            """)
    }
}
