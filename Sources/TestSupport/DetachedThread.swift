import Glibc

/// A thread that ends with its body; for calls that block, which must stay off the cooperative pool.
enum DetachedThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs the body on a thread of its own.
    static func start(_ run: @escaping @Sendable () -> Void) throws {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run))
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            body.toOpaque()
        )
        guard status == 0 else {
            body.release()
            throw TestSupportError("no thread: \(systemMessage(status))")
        }
        pthread_detach(thread)
    }
}
