import UnixSignals

/// Ctrl-C as an ordinary end.
enum Interruption {
    /// Runs the body until it ends, or until SIGINT or SIGTERM asks for the end and the body is cancelled.
    /// - Returns: whether it was interrupted.
    @discardableResult
    static func ends(_ body: @Sendable @escaping () async throws -> Void) async throws -> Bool {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in signals { return true }
                return false
            }
            group.addTask {
                try await body()
                return false
            }
            do {
                let isInterrupted = try await group.next() ?? false
                group.cancelAll()
                return isInterrupted
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }
}
