internal import Glibc

/// One POSIX thread for blocking calls, which have no place on Swift's cooperative pool.
enum GroupCommitThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread that runs the closure. Signals stay with the other threads.
    static func start(name: String, _ run: @escaping @Sendable () -> Void) throws(SQLiteError) {
        let context = Unmanaged.passRetained(
            Body {
                rename(name)
                run()
            }
        )
        var everything = sigset_t()
        var before = sigset_t()
        sigfillset(&everything)
        pthread_sigmask(SIG_SETMASK, &everything, &before)
        var thread = pthread_t()
        let result = pthread_create(
            &thread,
            nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            },
            context.toOpaque()
        )
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard result == 0 else {
            context.release()
            throw SQLiteError(.other, "cannot start the thread \(name): \(String(cString: strerror(result)))")
        }
        pthread_detach(thread)
    }

    /// Names the calling thread, as `ps -L` shows it. Only for people, so a failure is no error.
    private static func rename(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let text = Array(name.utf8.prefix(15))
        _ = write(file, text, text.count)
        close(file)
    }
}
