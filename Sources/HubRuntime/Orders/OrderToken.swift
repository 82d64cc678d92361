import Crypto
import Foundation
import HubModel

/// What a resident's one-time link carries: 128 random bits.
///
/// What could go wrong with such links, and what stands against it:
/// - *Guessing.* 2^128 tokens; the table keeps SHA-256 digests, so that a copy of the database opens nothing. A code of six
///   digits is another matter: HMAC under a key outside the database, half an hour, five tries, and each wrong one costs
///   whoever tries a wait that grows (`EnrolmentThrottle`).
/// - *Leaking.* Neither audit trail nor log holds a token: routes are named by their templates. The pages send no referrer,
///   load nothing from elsewhere, and are not stored by browsers or proxies on the way.
/// - *Using twice.* One conditional UPDATE in the transaction that records the fact: of several at once, one wins.
/// - *Reaching further.* The database shows whoever presents a token that one row and nothing else; a page shows the
///   catalogue, or the one service, never a name, a resident's id or anything of a record.
/// - *Following by machine.* Looking changes nothing: previews of messengers open links, so only the form on the page acts.
/// - *Forging from another page.* The form carries a token of its own that is bound to a cookie.
/// - *A station's own people.* They can open a link that they made: a link proves less than a signature. Who made it and when
///   it was used are on record, a resident can say that nothing was received, and the next link is a new entry.
public struct OrderToken: Hashable, Sendable {
    /// 32 hexadecimal digits.
    public let text: String

    public init() {
        var generator = SystemRandomNumberGenerator()
        text = Hexadecimal.text(of: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Returns nil when the text can't be a token.
    public init?(text: String) {
        guard Hexadecimal.bytes(of: text)?.count == 16 else { return nil }
        self.text = text
    }

    var digest: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}
