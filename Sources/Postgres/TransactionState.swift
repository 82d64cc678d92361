enum TransactionState {
    case none
    /// BEGIN waits for the first statement.
    case deferred
    case open
    /// BEGIN was refused; no statement of the body may run, since it would commit by itself.
    case failedToBegin(PostgresError)
}
