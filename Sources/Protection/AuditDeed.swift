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
