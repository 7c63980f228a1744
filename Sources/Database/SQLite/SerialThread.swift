internal import Platform

/// One thread that owns one thing and does what is asked of it in order. For calls that block, which have no place on
/// Swift's cooperative pool.
final class SerialThread<Owned>: Sendable {
    private let queue: SerialThreadQueue<Owned>

    private init(queue: SerialThreadQueue<Owned>) { self.queue = queue }

    // Without this the thread would wait for ever; what was accepted is still done.
    deinit { queue.close() }

    /// Starts the thread and makes the thing on it.
    static func start(
        name: String,
        maximumWaiting: Int,
        _ make: @escaping @Sendable () throws -> Owned
    ) async throws -> SerialThread {
        let queue = SerialThreadQueue<Owned>(limit: maximumWaiting)
        try await withCheckedThrowingContinuation { (made: CheckedContinuation<Void, any Error>) in
            do {
                try DedicatedThread.start(name, signals: .none) {
                    do {
                        let owned = try make()
                        made.resume()
                        while let job = queue.waitForNext() { job(owned) }
                    } catch {
                        queue.close()
                        made.resume(throwing: error)
                    }
                    queue.end()
                }
            } catch {
                made.resume(throwing: DatabaseError(.unavailable, "\(error)"))
            }
        }
        return SerialThread(queue: queue)
    }

    /// Runs the body on the thread.
    func perform<T: Sendable>(_ body: @escaping @Sendable (Owned) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let refusal = queue.add { owned in continuation.resume(with: Result { try body(owned) }) }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Takes nothing more, and returns when what waited is done and the thing is gone.
    func close() async {
        queue.close()
        await queue.waitForEnd()
    }
}
