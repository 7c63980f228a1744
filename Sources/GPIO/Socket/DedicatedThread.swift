import Glibc

/// A thread for calls that block; the shared pool of Swift's concurrency must not be held up by them.
struct DedicatedThread: Sendable {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    private let identifier: pthread_t

    /// Starts a thread that runs `body`.
    init(_ body: @escaping @Sendable () -> Void) throws(GPIOError) {
        var identifier = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        let failure = pthread_create(
            &identifier,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            context.toOpaque()
        )
        guard failure == 0 else {
            context.release()
            throw GPIOError(.ioFailure, "no thread for the simulated chip: \(systemMessage(failure))")
        }
        self.identifier = identifier
    }

    /// Waits for its end; exactly once, and not from the thread itself.
    func join() {
        pthread_join(identifier, nil)
    }
}
