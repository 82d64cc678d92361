import Foundation
import JWTKit

/// An ID token, verified as OpenID Connect Core 1.0, section 3.1.3.7 asks.
struct IDToken {
    /// The claims that are checked.
    struct Claims: JWTPayload {
        var iss: IssuerClaim
        var sub: SubjectClaim
        var aud: AudienceClaim
        var exp: ExpirationClaim
        var nonce: String?
        var azp: String?

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    private struct Header: Decodable {
        var alg: String
        var kid: String?
        var crit: [String]?
    }

    /// One of the keys that the service publishes; those of kinds that this hub doesn't know are left out.
    private struct PublishedKey: Decodable {
        var key: JWK?
        var use: String?

        private enum CodingKeys: String, CodingKey { case use }

        init(from decoder: any Decoder) throws {
            use = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .use)
            key = try? JWK(from: decoder)
        }
    }

    private struct PublishedKeys: Decodable {
        var keys: [PublishedKey]
    }

    /// Signatures with a key pair; neither `none` nor a secret that both sides know.
    static let algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    let text: String

    /// The claims of a token that one of the keys has signed.
    ///
    /// - Parameter keys: a JWK set (RFC 7517, section 5).
    /// - Throws: `IdentityError.providerRefused`.
    func claims(signedBy keys: Data) async throws -> Claims {
        guard let first = text.split(separator: ".", omittingEmptySubsequences: false).first,
            let data = Data(base64URL: first), let header = try? JSONDecoder().decode(Header.self, from: data),
            header.crit == nil
        else { throw IdentityError.providerRefused(reason: "header of the ID token") }
        guard Self.algorithms.contains(header.alg) else { throw IdentityError.providerRefused(reason: "algorithm") }
        guard let published = try? JSONDecoder().decode(PublishedKeys.self, from: keys) else {
            throw IdentityError.providerRefused(reason: "keys")
        }
        let usable = published.keys.filter { $0.use == nil || $0.use == "sig" }.compactMap(\.key)
        let named = header.kid.map { kid in usable.filter { $0.keyIdentifier?.string == kid } } ?? usable
        guard named.count == 1, var key = named.first else { throw IdentityError.providerRefused(reason: "key") }
        guard key.algorithm == nil || key.algorithm?.rawValue == header.alg else {
            throw IdentityError.providerRefused(reason: "algorithm")
        }
        if key.keyIdentifier == nil { key.keyIdentifier = JWKIdentifier(string: "only") }
        do {
            let collection = JWTKeyCollection()
            try await collection.add(jwk: key, isDefault: true)
            return try await collection.verify(text, as: Claims.self)
        } catch {
            throw IdentityError.providerRefused(reason: "signature")
        }
    }
}

extension IDToken.Claims {
    /// Whom the claims name.
    ///
    /// - Throws: `IdentityError.providerRefused`.
    func identity(issuer: String, client: String, nonce: String, at now: Date) throws -> OpenIDProvider.Identity {
        guard iss.value == issuer else { throw IdentityError.providerRefused(reason: "issuer") }
        guard aud.value.contains(client), aud.value.count == 1 || azp != nil, azp == nil || azp == client else {
            throw IdentityError.providerRefused(reason: "audience")
        }
        guard exp.value > now else { throw IdentityError.providerRefused(reason: "expired") }
        guard self.nonce == nonce else { throw IdentityError.providerRefused(reason: "nonce") }
        // At most 255 ASCII characters (OpenID Connect Core 1.0, section 2).
        guard (1...255).contains(sub.value.utf8.count), sub.value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw IdentityError.providerRefused(reason: "subject")
        }
        return OpenIDProvider.Identity(issuer: iss.value, subject: sub.value)
    }
}
