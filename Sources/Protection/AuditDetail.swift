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
