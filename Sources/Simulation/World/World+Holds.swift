extension World {
    /// How long a coordinator may take to ask a rail for what is due, once everything works again.
    private static let captureMilliseconds: Int64 = 200_000

    /// A rail gave money back by itself, because nobody had taken it for too long.
    func holdExpired(_ order: String) {
        count(.holdExpired)
        guard isHealed, now - healedAt > Self.captureMilliseconds, !oracle.wasRestored, oracle.isFinished(order) else {
            return
        }
        violation = violation ?? Violation("money held for \(order) went back, though it was delivered long ago")
    }
}
