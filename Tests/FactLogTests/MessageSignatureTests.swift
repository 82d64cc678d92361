import Foundation
import Testing

@testable import FactLog

/// HTTP Message Signatures (RFC 9421): the standard's own vector, and what the sync protocol asks for.
@Suite struct MessageSignatureTests {
    /// Appendix B.1.4, test-key-ed25519.
    private static let key = StationPrivateKey(text: "n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU")

    /// The request of appendix B.2, under HTTP/1.1.
    private static let fields = [
        (name: "Host", value: "example.com"), (name: "Date", value: "Tue, 20 Apr 2021 02:07:55 GMT"),
        (name: "Content-Type", value: "application/json"),
        (
            name: "Content-Digest",
            value: "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"
        ),
        (name: "Content-Length", value: "18"),
    ]
    /// Appendix B.2.6.
    private static let input = """
        sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473\
        ;keyid="test-key-ed25519"
        """
    private static let signature = """
        sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:
        """

    private func vector(
        method: String = "POST", target: String = "/foo?param=Value&Pet=dog", input: String = Self.input,
        date: String? = nil
    ) -> SignableRequest {
        var fields = Self.fields
        if let date { fields[1].value = date }
        fields += [(name: "Signature-Input", value: input), (name: "Signature", value: Self.signature)]
        return SignableRequest(method: method, target: target, authority: "Example.com", fields: fields)
    }

    @Test func theVectorOfTheStandardHolds() throws {
        let key = try #require(Self.key)
        #expect(key.publicKey.bytes == Base64URL.bytes(of: "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"))
        let signature = try MessageSignature(of: vector(), label: "sig-b26", covering: ["date", "@method"])
        #expect(signature.keyID == "test-key-ed25519")
        #expect(signature.signedAt == Date(timeIntervalSince1970: 1_618_884_473))
        #expect(signature.isValid(under: key.publicKey))
        #expect(!signature.isValid(under: StationPrivateKey().publicKey))
    }

    @Test func theVectorHoldsForNoOtherRequest() throws {
        let key = try #require(Self.key?.publicKey)
        for other in [
            vector(method: "PUT"), vector(target: "/bar"), vector(date: "Tue, 20 Apr 2021 02:07:56 GMT"),
            vector(input: Self.input.replacing("1618884473", with: "1618884474")),
            vector(input: Self.input.replacing("\"@method\" \"@path\"", with: "\"@path\" \"@method\"")),
            vector(input: Self.input + ";alg=\"ed25519\""),
        ] {
            #expect(try !MessageSignature(of: other, label: "sig-b26", covering: []).isValid(under: key))
        }
        // The query is not covered, and white space around the value of a field is none of it.
        #expect(
            try MessageSignature(
                of: vector(target: "/foo?x", date: "  Tue, 20 Apr 2021 02:07:55 GMT\t"), label: "sig-b26", covering: []
            ).isValid(under: key))
    }

    /// RFC 8037, appendix A.3: the thumbprint of the key of RFC 8032.
    @Test func aKeyIsNamedByItsThumbprint() throws {
        let bytes = try #require(Base64URL.bytes(of: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
        let key = try #require(StationPublicKey(bytes: bytes))
        #expect(key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        #expect(StationPublicKey.isID(key.id))
        #expect(!StationPublicKey.isID(key.id + "A"))
        #expect(!StationPublicKey.isID("' or 1=1 --"))
        #expect(StationPublicKey(bytes: Array(bytes.dropLast())) == nil)
    }

    private static let covered = ["@method", "@path", "@query", "content-digest", "xinlian-batch"]

    private func batch(_ extra: [(name: String, value: String)] = []) -> SignableRequest {
        SignableRequest(
            method: "POST", target: "/api/v1/sync/batches",
            fields: [
                (name: "Content-Digest", value: "sha-256=:AA==:"), (name: "Xinlian-Batch", value: "station=\"S01\""),
            ]
                + extra)
    }

    @Test func whatIsSignedIsVerified() throws {
        let (key, now) = (StationPrivateKey(), Date(timeIntervalSince1970: 1_772_352_000.75))
        let fields = try batch().signatureFields(covering: Self.covered, by: key, at: now)
        #expect(
            fields.first?.value == """
                xl=("@method" "@path" "@query" "content-digest" "xinlian-batch");created=1772352000\
                ;keyid="\(key.publicKey.id)";alg="ed25519"
                """)
        let signature = try MessageSignature(of: batch(fields), covering: Self.covered)
        #expect(signature.keyID == key.publicKey.id)
        #expect(signature.signedAt == Date(timeIntervalSince1970: 1_772_352_000))
        #expect(signature.isValid(under: key.publicKey))
        let other = SignableRequest(
            method: "POST", target: "/api/v1/sync/batches?x",
            fields: [
                (name: "Content-Digest", value: "sha-256=:AA==:"), (name: "Xinlian-Batch", value: "station=\"S01\""),
            ] + fields)
        #expect(try !MessageSignature(of: other, covering: Self.covered).isValid(under: key.publicKey))
    }

    /// What another client may send: parameters in any order, further ones, several labels, field lines in pieces.
    @Test(arguments: [
        #"("@method" "content-digest" "@path" "xinlian-batch");keyid="k";alg="ed25519";created=5"#,
        #"("xinlian-batch" "@path" "@method" "content-digest");nonce="n";created=5;tag="t";keyid="k";later;x=?0;y=1.5;z=:AQ==:"#,
        #"("@method" "@path" "content-digest" "xinlian-batch" "@query" "@request-target");created=5;keyid="k\"\\""#,
    ]) func parametersMayStandInAnyOrder(input: String) throws {
        let key = StationPrivateKey()
        let names = try #require(input.firstMatch(of: /\(([^)]*)\)/)).1.split(separator: " ").map {
            $0.dropFirst().dropLast()
        }
        let values = [
            "@method": "POST", "@path": "/api/v1/sync/batches", "@query": "?", "content-digest": "sha-256=:AA==:",
            "xinlian-batch": "station=\"S01\"", "@request-target": "/api/v1/sync/batches",
        ]
        let base =
            names.map { "\"\($0)\": \(values[String($0), default: "?"])\n" }.joined()
            + "\"@signature-params\": \(input)"
        let text = Data(try key.signature(of: Array(base.utf8))).base64EncodedString()
        let request = batch([
            (name: "signature-input", value: "other=(\"date\");created=1 ,  xl=\(input.replacing(";", with: ";  "))"),
            (name: "signature", value: "other=:AA==:"), (name: "SIGNATURE", value: " xl=:\(text):"),
        ])
        let signature = try MessageSignature(
            of: request, covering: ["@method", "@path", "content-digest", "xinlian-batch"])
        #expect(signature.isValid(under: key.publicKey))
        #expect(signature.signedAt == Date(timeIntervalSince1970: 5))
    }

    @Test func aTimeBeyondAllCalendarsIsKeptWithinThem() throws {
        for (created, kept) in [("999999999999999", 253_402_300_799.0), ("-999999999999999", -62_135_596_800)] {
            let request = batch([
                (name: "Signature-Input", value: "xl=();created=\(created);keyid=\"k\""),
                (name: "Signature", value: "xl=:AA==:"),
            ])
            #expect(
                try MessageSignature(of: request, covering: []).signedAt == Date(timeIntervalSince1970: kept))
        }
    }

    @Test func whatCantBeVerifiedIsRefused() throws {
        let all = #""@method" "@path" "content-digest" "xinlian-batch""#
        let rest = #";created=1;keyid="k";alg="ed25519""#
        for (input, error) in [
            ("xl=(\(all) \"@path\")\(rest)", .duplicate("@path")),
            ("xl=(\(all) \"x-none\")\(rest)", .unresolvable("x-none")),
            ("xl=(\(all) \"@status\")\(rest)", .unresolvable("@status")),
            ("xl=(\(all) \"@authority\")\(rest)", .unresolvable("@authority")),
            ("xl=(\(all) \"Date\")\(rest)", .unresolvable("Date")),
            ("xl=(\(all) \"date\";sf)\(rest)", .unresolvable("date")),
            ("xl=(\(all) \"content-digest\";key=\"sha-256\")\(rest)", .unresolvable("content-digest")),
            ("xl=(\"@method\" \"@path\" \"content-digest\")\(rest)", .uncovered("xinlian-batch")),
            ("xl=(\"@path\" \"content-digest\" \"xinlian-batch\")\(rest)", .uncovered("@method")),
            ("xl=(\(all) date)\(rest)", .unreadable("Signature-Input")),
            ("xl=1\(rest)", .unreadable("Signature-Input")), ("xl=(\(rest)", .unreadable("Signature-Input")),
            ("sig1=(\(all))\(rest)", .unreadable("Signature-Input")),
            ("xl=(\(all));keyid=\"k\"", .parameter("created")),
            ("xl=(\(all));created=1.5;keyid=\"k\"", .parameter("created")),
            ("xl=(\(all));created=1", .parameter("keyid")), ("xl=(\(all));created=1;keyid=k", .parameter("keyid")),
            ("xl=(\(all));created=1;keyid=\"k\";alg=\"hmac-sha256\"", .parameter("alg")),
            ("xl=(\(all));created=1;keyid=\"k\";alg=ed25519", .parameter("alg")),
        ] as [(String, MessageSignatureError)] {
            let request = batch([(name: "Signature-Input", value: input), (name: "Signature", value: "xl=:AA==:")])
            #expect(throws: error, "\(input)") {
                _ = try MessageSignature(
                    of: request, covering: ["@method", "@path", "content-digest", "xinlian-batch"])
            }
        }
        let input = (name: "Signature-Input", value: "xl=()\(rest)")
        #expect(throws: MessageSignatureError.missing("Signature-Input")) {
            _ = try MessageSignature(of: batch(), covering: [])
        }
        #expect(throws: MessageSignatureError.missing("Signature")) {
            _ = try MessageSignature(of: batch([input]), covering: [])
        }
        for text in ["xl=5", "xl=:=:", "other=:AA==:", "xl"] {
            #expect(throws: MessageSignatureError.unreadable("Signature"), "\(text)") {
                _ = try MessageSignature(of: batch([input, (name: "Signature", value: text)]), covering: [])
            }
        }
    }

    @Test func textThatWouldBreakTheBaseIsNotCovered() throws {
        for value in ["a\nb", "心", "a\u{0}"] {
            #expect(throws: MessageSignatureError.unresolvable("x")) {
                try batch([(name: "X", value: value)]).signatureFields(
                    covering: ["x"], by: StationPrivateKey(), at: Date())
            }
        }
    }
}
