import Identity

/// The password was right and something is still missing.
struct SignInIncomplete: Error {
    var stage: SignedIn.Stage
}
