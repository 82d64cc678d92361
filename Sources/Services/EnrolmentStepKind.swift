/// The steps of an enrolment in a service package [PRO-5].
public enum EnrolmentStepKind: String, CaseIterable, Sendable {
    case started, itemDone, ended
}
