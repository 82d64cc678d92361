/// What was done, where the type of an event leaves it open.
///
/// Every code that the audit trail can hold is a case of an enumeration of this file or of ``AuditEvent``, so that the pages
/// have words for all of them.
public enum AuditDeed: String, Sendable, CaseIterable {
    // Accounts.
    case accountCreated = "created"
    case accountDisabled = "disabled"
    case accountEnabled = "enabled"
    case accountReset = "reset"
    case roleAssigned = "role-assigned"
    case roleWithdrawn = "role-withdrawn"
    case roleSwitched = "role-switched"
    case passwordChanged = "password-changed"
    case passwordSetByLink = "password-set-by-link"
    case secondFactorSet = "second-factor-set"
    case secondFactorRemoved = "second-factor-removed"
    case identityLinked = "identity-linked"
    case identityUnlinked = "identity-unlinked"
    // Sessions.
    case signedOut = "signed-out"
    case sessionEnded = "session-ended"
    case otherSessionsEnded = "other-sessions-ended"
    // Keys of stations.
    case enrolmentCodeIssued = "enrolment-code-issued"
    case stationKeyEnrolled = "station-key-enrolled"
    case stationKeyRotated = "station-key-rotated"
    case stationKeyRevoked = "station-key-revoked"
    // Keys of the hub.
    case keyAdded = "key-added"
    case keyRetired = "key-retired"
    case keysRewrapped = "keys-rewrapped"
    case factsSealed = "facts-sealed"
    // Residents.
    case residentErased = "resident-erased"
    case residentLinked = "resident-linked"
    /// Erasures of before a backup were carried out again after it was restored.
    case erasuresSettled = "erasures-settled"
    // Break-glass access.
    case emergencyGranted = "emergency-granted"
    case emergencyRead = "emergency-read"
    case emergencyEnded = "emergency-ended"
    case emergencySeen = "emergency-seen"
    // Configuration.
    case directoryChanged = "directory-changed"
    case documentsPublished = "documents-published"
    /// What a station offers, and from when.
    case offerDecided = "offer-decided"
    // Service orders.
    case orderPlaced = "order-placed"
    case orderAccepted = "order-accepted"
    case orderDelivered = "order-delivered"
    case orderVerified = "order-verified"
    case orderCancelled = "order-cancelled"
    /// The resident said that nothing was received.
    case orderDenied = "order-denied"
    /// A one-time link or code for a resident.
    case orderLinkMade = "order-link-made"
    // The district's money.
    case budgetMoved = "budget-moved"
    case voucherApproved = "voucher-approved"
    case voucherRejected = "voucher-rejected"
    /// A step of an order that no money follows was looked at.
    case fundingExceptionResolved = "funding-exception-resolved"
    /// Orders without a budget were tried again.
    case unfundedRetried = "unfunded-retried"
    /// A service whose voucher was rejected is owed after all.
    case rejectedReserved = "rejected-reserved"
    case claimSubmitted = "claim-submitted"
    case claimWithdrawn = "claim-withdrawn"
    case claimApproved = "claim-approved"
    case claimRejected = "claim-rejected"
    /// The voucher of its payment was prepared.
    case claimPaid = "claim-paid"
    case paymentReturned = "payment-returned"
    case voucherReversed = "voucher-reversed"
    /// The digest of a paper behind a voucher was recorded.
    case documentAttached = "document-attached"
    case eventEntered = "event-entered"
    case monthClosed = "month-closed"
    case yearEndBooked = "year-end-booked"
    case reopeningAsked = "reopening-asked"
    case monthReopened = "month-reopened"
    // The database as a whole.
    case backedUp = "backed-up"
}

/// How somebody signed in or tried to.
public enum AuditSignInMethod: String, Sendable, CaseIterable {
    case password
    /// Typed once more before something grave.
    case passwordAgain = "password-again"
    case secondFactor = "second-factor"
    case openID = "openid"
}

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

/// What an entry tells beside its columns, by the names of its details.
public enum AuditDetail: String, Sendable, CaseIterable {
    /// An ``AuditDeed``.
    case what
    /// An ``AuditSignInMethod``.
    case method
    /// An ``AuditRefusal``.
    case refusal
    /// A role and, behind `@`, the code of the station or hospital it is held at.
    case role
    /// An organization as ``Organization/auditStream`` names it.
    case organization
    /// Method and path template of a route.
    case route
    /// How many attempts of the same kind the entry stands for.
    case attempts
    /// How many facts a batch added.
    case added
    /// How many rows were changed or counted.
    case rows
    /// How many of them could not be read.
    case unreadable
    /// A `KeyPurpose`.
    case purpose
    /// The key or keys that took part.
    case key
    /// Who ran a command, by the name of the account of the operating system.
    case `operator`
    /// Codes of stations.
    case stations
    /// Codes of hospitals.
    case hospitals
    /// Keys of the documents that a station is told anew.
    case documents
    /// The number of a decision on what a station offers.
    case revision
    /// A plugin with its version, such as `elderly-guardian 1.1.0`.
    case plugin
    /// The moment from which something is in force.
    case effective
    /// What didn't hold of an identity service's answer, such as `nonce`.
    case check
    /// The id of a break-glass access.
    case access
    // The conditions of an export.
    case from, to, type, account
}

extension AuditEvent.Entity {
    /// What something can be done to.
    public enum Kind: String, Sendable, CaseIterable {
        case account, session, resident, facts, order
        case stationKey = "station-key"
        case enrolmentCode = "enrolment-code"
        /// A key of the hub's key file.
        case hubKey = "hub-key"
        /// The wrapped keys of residents.
        case subjectKeys = "subject-keys"
        case configuration, database
        case auditEvents = "audit-event"
        /// A route that somebody was refused.
        case route
        // What routes are about that show or take away data, by the last fixed word of their paths.
        case accounts, staff, audit
        case residents, export, emergency, notices, orders
        case funding, lines, vouchers, inbox, claims, months
        // The district's money.
        case budgetLine = "budget-line"
        case voucher
        case fundingException = "funding-exception"
        case claim
        case month
        case auditLines = "audit.jsonl"
        case fundingReportTable = "report.csv"
        case fundingReportWorkbook = "report.xlsx"
        /// A book of accounts, by its code.
        case books
        case stationTable = "stations.csv"
    }
}

/// Why something was done: codes of FHIR PurposeOfUse.
public enum AuditPurpose: String, Sendable, CaseIterable {
    case treatment = "TREAT"
    case emergencyTreatment = "ETREAT"
    case patientRequest = "PATRQT"
    /// Break the glass.
    case breakGlass = "BTG"
}
