internal import Glibc

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
            let isRunning = runThread(name: name) {
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
            guard !isRunning else { return }
            made.resume(throwing: DatabaseError(.unavailable, "cannot start the thread \(name); check ulimit -u"))
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

private final class ThreadBody {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, _ run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }
}

/// Runs the closure on a detached thread that takes no signals. Returns false when there can be no more threads.
private func runThread(name: String, _ run: @escaping @Sendable () -> Void) -> Bool {
    let body = Unmanaged.passRetained(ThreadBody(name: name, run))
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let status = pthread_create(
        &thread,
        nil,
        { argument in
            guard let argument else { return nil }
            let body = Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
            rename(body.name)
            body.run()
            return nil
        },
        body.toOpaque()
    )
    guard status == 0 else {
        body.release()
        return false
    }
    pthread_detach(thread)
    return true
}

/// Names the calling thread, as `ps -L` shows it. Only for people, so a failure is no error.
private func rename(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let text = Array(name.utf8.prefix(15))
    _ = write(file, text, text.count)
    close(file)
}
