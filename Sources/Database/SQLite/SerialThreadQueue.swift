internal import Glibc

/// What waits for a `SerialThread`, and whoever waits for its end.
///
/// Safety: every access to the mutable fields holds the mutex. A condition variable is needed, and the
/// mutex of the standard library has none.
final class SerialThreadQueue<Owned>: @unchecked Sendable {
    /// Called with what the thread owns, on the thread.
    typealias Job = (Owned) -> Void

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let limit: Int
    private var jobs: [Job] = []
    private var next = 0
    private var isClosed = false
    private var hasEnded = false
    private var waitingForEnd: [CheckedContinuation<Void, Never>] = []

    init(limit: Int) {
        self.limit = limit
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Adds a job, or says why not.
    func add(_ job: @escaping Job) -> DatabaseError? {
        locked {
            guard !isClosed else { return DatabaseError(.closed, "the database is closed; open it again to read") }
            guard jobs.count - next < limit else {
                return DatabaseError(.overloaded, "\(limit) reads are waiting already; try again later")
            }
            jobs.append(job)
            pthread_cond_signal(condition)
            return nil
        }
    }

    /// The next job; blocks until there is one. nil once it is closed and empty.
    func waitForNext() -> Job? {
        locked {
            while next == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                next = 0
                if isClosed { return nil }
                pthread_cond_wait(condition, mutex)
            }
            defer { next += 1 }
            return jobs[next]
        }
    }

    /// Takes nothing more.
    func close() {
        locked {
            isClosed = true
            pthread_cond_signal(condition)
        }
    }

    /// Tells everybody that the thread is done.
    func end() {
        let waiting = locked {
            hasEnded = true
            defer { waitingForEnd = [] }
            return waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when the thread is done.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let isOver = locked {
                if !hasEnded { waitingForEnd.append(continuation) }
                return hasEnded
            }
            if isOver { continuation.resume() }
        }
    }

    private func locked<T>(_ body: () -> T) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
