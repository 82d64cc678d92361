/// What a person is counted for once, however often it happened.
public enum PersonActivity: String, CaseIterable, Sendable {
    case screened, attended, served
}
