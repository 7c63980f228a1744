extension DedicatedThread {
    /// What the body gives, run on a thread of its own that handles no signals while the caller's task is suspended:
    /// for one call that blocks, or that computes so long that others would wait for the shared pool.
    /// - Parameters:
    ///   - name: as `ps -L` shows it, of which the kernel keeps 15 bytes.
    ///   - body: what it runs.
    /// - Throws: what the body throws, `ThreadError` when there can be no more threads.
    package static func run<Value: Sendable>(
        _ name: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try start(name, signals: .none) { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
