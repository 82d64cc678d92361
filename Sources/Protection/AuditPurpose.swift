/// Why something was done: codes of FHIR PurposeOfUse.
public enum AuditPurpose: String, Sendable, CaseIterable {
    case treatment = "TREAT"
    case emergencyTreatment = "ETREAT"
    case patientRequest = "PATRQT"
    /// Break the glass.
    case breakGlass = "BTG"
}
