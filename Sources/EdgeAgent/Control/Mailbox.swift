import Glibc

/// Messages for a dedicated thread, which waits for them with a bound. The bound is of the monotonic clock: a wall
/// clock that is set back must not hold up the thread that feeds the watchdog.
// Safety: every access to the stored properties after `init` holds the mutex, in `locked`.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var messages: [Message] = []
    private var isOpen = true

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Adds a message and wakes the thread; false when nobody will take it any more.
    func post(_ message: Message) -> Bool {
        locked {
            guard isOpen else { return false }
            messages.append(message)
            pthread_cond_signal(condition)
            return true
        }
    }

    /// Takes the oldest message, waiting for one at most so long.
    func next(waitingMilliseconds: UInt64) -> Message? {
        let nanoseconds = SystemClock.monotonicNanoseconds + waitingMilliseconds * 1_000_000
        var deadline = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000),
            tv_nsec: Int(nanoseconds % 1_000_000_000)
        )
        return locked {
            while messages.isEmpty, waitingMilliseconds > 0 {
                guard pthread_cond_timedwait(condition, mutex, &deadline) == 0 else { break }
            }
            return messages.isEmpty ? nil : messages.removeFirst()
        }
    }

    /// Takes nothing more and hands over what nobody took.
    func close() -> [Message] {
        locked {
            isOpen = false
            defer { messages = [] }
            return messages
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
