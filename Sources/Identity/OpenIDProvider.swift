import AsyncHTTPClient
public import Foundation
import JWTKit
import NIOCore
import NIOHTTP1
import Synchronization

/// The identity service with whose accounts people may sign in (OpenID Connect Core 1.0).
public struct OpenIDSettings: Sendable {
    /// The issuer's address; its metadata stand below it (OpenID Connect Discovery 1.0).
    public var issuer: URL
    public var clientID: String
    /// Nil for a public client, which PKCE protects alone.
    public var clientSecret: String?
    /// Where the service sends people back to.
    public var redirect: URL

    public init(issuer: URL, clientID: String, clientSecret: String?, redirect: URL) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirect = redirect
    }
}

/// Talks to the identity service: authorization code with PKCE (RFC 7636), the ID token verified against its keys.
public final class OpenIDProvider: Sendable {
    /// What the service publishes of itself.
    struct Metadata: Decodable, Sendable {
        var issuer: String
        var authorization_endpoint: URL
        var token_endpoint: URL
        var jwks_uri: URL
    }

    /// Whom an ID token names.
    public struct Identity: Hashable, Sendable {
        public let issuer: String
        public let subject: String
    }

    private struct TokenAnswer: Decodable {
        var id_token: String
    }

    /// The claims of an ID token that are checked (OpenID Connect Core 1.0, section 3.1.3.7).
    struct IDToken: JWTPayload {
        var iss: IssuerClaim
        var sub: SubjectClaim
        var aud: AudienceClaim
        var exp: ExpirationClaim
        var nonce: String?
        var azp: String?

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    public let settings: OpenIDSettings
    private let client: HTTPClient
    private let metadata = Mutex<(value: Metadata, readAt: Date)?>(nil)
    /// Metadata are read again after an hour, keys for each sign-in, since a key that was withdrawn must not count.
    private static let metadataSeconds = 3600.0
    private static let answerLimit = 256 << 10

    public init(_ settings: OpenIDSettings) {
        self.settings = settings
        client = .shared
    }

    /// The address at the service where sign-in begins. Everything that its answer must fit is derived from the token,
    /// which only the person's browser keeps.
    ///
    /// - Throws: `IdentityError.providerRefused`.
    public func authorizationAddress(for attempt: SecretToken, purpose: Purpose, at now: Date) async throws -> String {
        let metadata = try await readMetadata(at: now)
        guard var address = URLComponents(url: metadata.authorization_endpoint, resolvingAgainstBaseURL: false) else {
            throw IdentityError.providerRefused(reason: "authorization endpoint")
        }
        let verifier = attempt.derived(for: "code-verifier")
        address.queryItems =
            (address.queryItems ?? []) + [
                URLQueryItem(name: "response_type", value: "code"), URLQueryItem(name: "scope", value: "openid"),
                URLQueryItem(name: "client_id", value: settings.clientID),
                URLQueryItem(name: "redirect_uri", value: settings.redirect.absoluteString),
                URLQueryItem(name: "state", value: attempt.derived(for: purpose.rawValue)),
                URLQueryItem(name: "nonce", value: attempt.derived(for: "nonce")),
                URLQueryItem(name: "code_challenge", value: SecretToken.challenge(for: verifier)),
                URLQueryItem(name: "code_challenge_method", value: "S256"),
            ]
        guard let text = address.string else { throw IdentityError.providerRefused(reason: "authorization endpoint") }
        return text
    }

    /// What somebody went to the service for.
    public enum Purpose: String, Sendable, CaseIterable {
        case signIn = "sign-in", link
    }

    /// What an answer is for; nil when it doesn't belong to the attempt.
    public static func purpose(ofState state: String, attempt: SecretToken) -> Purpose? {
        Purpose.allCases.first { attempt.derived(for: $0.rawValue) == state }
    }

    /// Exchanges a code and verifies whom the ID token names.
    ///
    /// - Throws: `IdentityError.providerRefused`.
    public func identity(forCode code: String, attempt: SecretToken, at now: Date) async throws -> Identity {
        let metadata = try await readMetadata(at: now)
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect.absoluteString),
            ("client_id", settings.clientID), ("code_verifier", attempt.derived(for: "code-verifier")),
        ]
        if let secret = settings.clientSecret { fields.append(("client_secret", secret)) }
        var request = HTTPClientRequest(url: metadata.token_endpoint.absoluteString)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        request.body = .bytes(ByteBuffer(string: body.joined(separator: "&")))
        let answer = try await fetch(TokenAnswer.self, request, what: "token endpoint")
        return try await verify(answer.id_token, metadata, attempt, now)
    }

    private func verify(
        _ text: String, _ metadata: Metadata, _ attempt: SecretToken, _ now: Date
    ) async throws -> Identity {
        let keys = JWTKeyCollection()
        let token: IDToken
        do {
            let published = try await read(HTTPClientRequest(url: metadata.jwks_uri.absoluteString), what: "keys")
            try await keys.add(jwksJSON: String(decoding: published, as: UTF8.self))
            token = try await keys.verify(text, as: IDToken.self)
        } catch let error as IdentityError {
            throw error
        } catch {
            throw IdentityError.providerRefused(reason: "signature of the ID token")
        }
        guard token.iss.value == metadata.issuer else { throw IdentityError.providerRefused(reason: "issuer") }
        guard token.aud.value.contains(settings.clientID),
            token.aud.value.count == 1 || token.azp == settings.clientID
        else { throw IdentityError.providerRefused(reason: "audience") }
        guard token.exp.value > now else { throw IdentityError.providerRefused(reason: "expired") }
        guard token.nonce == attempt.derived(for: "nonce") else { throw IdentityError.providerRefused(reason: "nonce") }
        guard (1...255).contains(token.sub.value.utf8.count) else {
            throw IdentityError.providerRefused(reason: "subject")
        }
        return Identity(issuer: token.iss.value, subject: token.sub.value)
    }

    private func readMetadata(at now: Date) async throws -> Metadata {
        if let known = metadata.withLock(\.self), now.timeIntervalSince(known.readAt) < Self.metadataSeconds {
            return known.value
        }
        let address = settings.issuer.appending(path: ".well-known/openid-configuration").absoluteString
        let read = try await fetch(Metadata.self, HTTPClientRequest(url: address), what: "metadata")
        func plain(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
        guard plain(read.issuer) == plain(settings.issuer.absoluteString) else {
            throw IdentityError.providerRefused(reason: "metadata of another issuer")
        }
        metadata.withLock { $0 = (read, now) }
        return read
    }

    private func fetch<Value: Decodable>(
        _ type: Value.Type, _ request: HTTPClientRequest, what: String
    ) async throws -> Value {
        let bytes = try await read(request, what: what)
        guard let value = try? JSONDecoder().decode(type, from: bytes) else {
            throw IdentityError.providerRefused(reason: what)
        }
        return value
    }

    private func read(_ request: HTTPClientRequest, what: String) async throws -> Data {
        do {
            let answer = try await client.execute(request, timeout: .seconds(10))
            guard answer.status == .ok else { throw IdentityError.providerRefused(reason: what) }
            return Data(try await answer.body.collect(upTo: Self.answerLimit).readableBytesView)
        } catch let error as IdentityError {
            throw error
        } catch {
            throw IdentityError.providerRefused(reason: what)
        }
    }
}
