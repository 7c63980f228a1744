internal import Glibc

/// A thread of the system's own for calls that block; the shared pool of Swift's concurrency must not be held up by
/// them.
package struct DedicatedThread: Sendable {
    /// Which signals may be handled on the thread.
    package enum Signals: Sendable {
        /// Those of the thread that starts it, which also go to the processes it spawns.
        case asStarter
        /// None: they stay with the other threads.
        case none
    }

    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private let identifier: pthread_t

    /// Starts a thread that has to be joined, exactly once.
    /// - Parameters:
    ///   - name: as `ps -L` shows it, of which the kernel keeps 15 bytes.
    ///   - signals: which signals it may handle.
    ///   - body: what it runs.
    /// - Throws: `ThreadError` when there can be no more threads.
    package init(
        _ name: String,
        signals: Signals = .asStarter,
        _ body: @escaping @Sendable () -> Void
    ) throws(ThreadError) {
        let context = Unmanaged.passRetained(Body(name: name, body))
        var before = sigset_t()
        if signals == .none {
            var everything = sigset_t()
            sigfillset(&everything)
            pthread_sigmask(SIG_SETMASK, &everything, &before)
        }
        defer { if signals == .none { pthread_sigmask(SIG_SETMASK, &before, nil) } }
        var identifier = pthread_t()
        let failure = pthread_create(
            &identifier,
            nil,
            { context in
                guard let context else { return nil }
                let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                DedicatedThread.rename(body.name)
                body.run()
                return nil
            },
            context.toOpaque()
        )
        guard failure == 0 else {
            context.release()
            throw ThreadError(name: name, number: failure)
        }
        self.identifier = identifier
    }

    /// Starts a thread that ends with its body and is forgotten.
    /// - Throws: `ThreadError` when there can be no more threads.
    package static func start(
        _ name: String,
        signals: Signals = .asStarter,
        _ body: @escaping @Sendable () -> Void
    ) throws(ThreadError) {
        pthread_detach(try DedicatedThread(name, signals: signals, body).identifier)
    }

    /// Waits for its end; exactly once, and not from the thread itself.
    package func join() {
        pthread_join(identifier, nil)
    }

    /// Names the calling thread. Only for people, so a failure is no error.
    private static func rename(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let text = Array(name.utf8.prefix(15))
        _ = write(file, text, text.count)
        close(file)
    }
}
