/// Why an attempt was refused. The words are the codes of the problem documents that clients get.
public enum AuditRefusal: String, Sendable, CaseIterable {
    // Who asks.
    case notSignedIn = "not_signed_in"
    case secondFactorDue = "second_factor_due"
    /// The role acted in may not do it, or not there; whoever asks is told that there is nothing.
    case notAllowed = "not_allowed"
    case invalidForm = "invalid_form"
    case tooManyRequests = "too_many_requests"
    case unknownKey = "unknown_key"
    case revokedKey = "revoked_key"
    case badSignature = "bad_signature"
    case wrongStation = "wrong_station"
    /// What the identity service sent back doesn't prove who it is.
    case untrustedIdentity = "untrusted_identity"
    case unlinkedIdentity = "unlinked_identity"
    case disabledAccount = "disabled_account"
    // Enrolment.
    case keyInUse = "key_in_use"
    case unknownEnrolment = "unknown_enrolment"
    case usedEnrolment = "used_enrolment"
    case expiredEnrolment = "expired_enrolment"
    case voidEnrolment = "void_enrolment"
    // What a station sends.
    case unreadable
    case unsupportedMediaType = "unsupported_media_type"
    case tooLarge = "too_large"
    case badDigest = "bad_digest"
    case gap
    case fork
    case oldEpoch = "old_epoch"
    case unknownEpoch = "unknown_epoch"
    case brokenChain = "broken_chain"
    case invalidIDNumber = "invalid_id_number"
    case residentErased = "resident_erased"
    case unknownResident = "unknown_resident"
    // Break-glass access.
    case accessNotOpen = "access_not_open"
    case ownAccess = "own_access"
    /// Anything else that a client is told with a status of 400 to 499.
    case other = "request_refused"
}
