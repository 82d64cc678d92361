import Configuration
import Foundation
import HubHTTP
import Identity
import PageKit
import Postgres

/// How the hub is reached, checked before it begins to listen.
struct Deployment {
    var host: String
    var port: Int
    var settings: HubHTTPSettings
    var tls: TLSFiles?

    /// The address to tell people.
    var address: String { settings.publicAddress?.absoluteString ?? "http://127.0.0.1:\(port)" }

    static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]
}

extension ConfigReader {
    /// - Throws: ``UnsafeSetting`` when what is set up would expose people's data.
    func deployment(isDevelopment: Bool) throws -> Deployment {
        let host = string(forKey: "http.host", default: "127.0.0.1")
        var deployment = Deployment(
            host: host, port: int(forKey: "http.port", default: 8080), settings: HubHTTPSettings())
        deployment.settings.trustedProxies = try ranges("http.trustedProxies")
        deployment.settings.monitors = try ranges("http.monitors")
        deployment.settings.requestsPerSecond = double(forKey: "http.requestsPerSecond", default: 200)
        deployment.tls = try tlsFiles()
        deployment.settings.provider = try openID(
            publicAddress: string(forKey: "http.publicAddress") ?? "http://127.0.0.1:\(deployment.port)",
            isDevelopment: isDevelopment)
        if isDevelopment {
            guard Deployment.loopback.contains(host) else {
                throw UnsafeSetting(
                    "--development 只能监听本机地址 127.0.0.1 或 ::1",
                    "with --development the hub listens on 127.0.0.1 or ::1 only")
            }
            return deployment
        }
        guard let text = string(forKey: "http.publicAddress"), let address = URL(string: text), address.host() != nil
        else {
            throw UnsafeSetting(
                "请用 XINLIAN_HTTP_PUBLIC_ADDRESS 指明对外网址，如 https://hub.example.cn；仅在本机试用可加 --development",
                "set XINLIAN_HTTP_PUBLIC_ADDRESS to the address people type, e.g. https://hub.example.cn; to try it on this machine only, add --development"
            )
        }
        guard address.scheme == "https" else {
            throw UnsafeSetting(
                "对外网址须以 https:// 开头，登录不得使用明文 HTTP",
                "the public address begins with https://; nobody signs in over plain HTTP")
        }
        guard deployment.tls != nil || !deployment.settings.trustedProxies.isEmpty else {
            throw UnsafeSetting(
                "没有 TLS：请设置 XINLIAN_TLS_CERTIFICATE 与 XINLIAN_TLS_KEY，或用 XINLIAN_HTTP_TRUSTED_PROXIES 指明前面终结 TLS 的代理",
                "there is no TLS: set XINLIAN_TLS_CERTIFICATE and XINLIAN_TLS_KEY, or name the proxy that ends TLS in XINLIAN_HTTP_TRUSTED_PROXIES"
            )
        }
        deployment.settings.publicAddress = address
        try refuseDefaultPassword()
        return deployment
    }

    /// The identity service; nil when none is named.
    private func openID(publicAddress: String, isDevelopment: Bool) throws -> OpenIDSettings? {
        guard let text = string(forKey: "openid.issuer") else { return nil }
        guard let issuer = URL(string: text), let host = issuer.host(), let redirect = URL(string: publicAddress),
            issuer.scheme == "https" || (isDevelopment && Deployment.loopback.contains(host))
        else {
            throw UnsafeSetting(
                "统一身份认证地址须以 https:// 开头（XINLIAN_OPENID_ISSUER）",
                "the identity service's address begins with https:// (XINLIAN_OPENID_ISSUER)")
        }
        guard let clientID = string(forKey: "openid.clientID") else {
            throw UnsafeSetting("请设置 XINLIAN_OPENID_CLIENT_ID", "set XINLIAN_OPENID_CLIENT_ID")
        }
        return OpenIDSettings(
            issuer: issuer, clientID: clientID, clientSecret: try secret("openid.clientSecret"),
            redirect: redirect.appending(path: "sign-in/provider/answer"))
    }

    /// A secret out of the environment, or out of the file that the key with `File` behind it names.
    private func secret(_ key: String) throws -> String? {
        if let value = string(forKey: ConfigKey(key), isSecret: true) { return value }
        guard let path = string(forKey: ConfigKey(key + "File")) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw UnsafeSetting("无法读取 \(path)", "\(path) can't be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func ranges(_ key: ConfigKey) throws -> [AddressRange] {
        let texts = string(forKey: key, default: "").split { ", ".contains($0) }.map(String.init)
        return try texts.map { text in
            guard let range = AddressRange(text) else {
                throw UnsafeSetting("“\(text)”不是地址或网段（\(key)）", "'\(text)' in \(key) is no address or range")
            }
            return range
        }
    }

    private func tlsFiles() throws -> TLSFiles? {
        switch (string(forKey: "tls.certificate"), string(forKey: "tls.key")) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            let files = TLSFiles(certificate: certificate, key: key)
            do {
                try files.check()
            } catch {
                throw UnsafeSetting(
                    "证书 \(certificate) 与私钥 \(key) 无法读取或不成对（XINLIAN_TLS_CERTIFICATE、XINLIAN_TLS_KEY）",
                    "certificate \(certificate) and key \(key) can't be read or don't belong together (XINLIAN_TLS_CERTIFICATE, XINLIAN_TLS_KEY)"
                )
            }
            return files
        default:
            throw UnsafeSetting("证书与私钥须同时设置", "certificate and private key are set together")
        }
    }

    /// A server reached over a network takes a password, and none that everybody knows.
    private func refuseDefaultPassword() throws {
        let database = try database()
        let isLocal = database.hosts.allSatisfy { $0.name.hasPrefix("/") || Deployment.loopback.contains($0.name) }
        let password = database.password ?? ""
        let common = ["postgres", "password", "xinlian", "admin", "123456", "changeme", database.user]
        if !isLocal, password.isEmpty || password.count < 12 || common.contains(password.lowercased()) {
            throw UnsafeSetting(
                "数据库密码为空、太短或是默认值，请换成至少 12 位的随机密码（XINLIAN_DATABASE_PASSWORD）",
                "the database's password is empty, short or a default; use a random one of 12 characters or more (XINLIAN_DATABASE_PASSWORD)"
            )
        }
    }
}
