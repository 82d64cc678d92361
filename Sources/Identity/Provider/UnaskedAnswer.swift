/// An answer of the identity service that fits no way on which the hub sent this browser and this account.
public struct UnaskedAnswer: Error {
    public init() {}
}
