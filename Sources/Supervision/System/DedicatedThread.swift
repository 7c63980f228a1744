import Glibc

/// A thread for calls that block; the shared pool of Swift's concurrency must not be held up by them.
package enum DedicatedThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a thread that runs `body` and is forgotten afterwards.
    /// - Throws: `noResources`.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(SupervisionError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        let failure = pthread_create(
            &thread,
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
            throw SupervisionError(
                .noResources,
                "No thread is left; close some programs.",
                cause: systemMessage(failure)
            )
        }
        pthread_detach(thread)
    }
}
