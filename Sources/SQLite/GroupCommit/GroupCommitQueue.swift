internal import Glibc

/// The jobs waiting for the writer's thread: a bounded queue with one blocking consumer.
///
/// A condition variable is needed, and the mutex of the standard library has none.
// Safety: every access to the stored properties after `init` holds the mutex, in `locked`.
final class GroupCommitQueue<Store: GroupCommitStore>: @unchecked Sendable {
    /// Something the thread has to do.
    enum Item {
        case write(GroupCommitJob<Store>)
        case read(GroupCommitJob<Store>)
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let limit: Int
    private var items: [Item] = []
    private var head = 0
    private var isOpen = true
    private var statistics = GroupCommitStatistics()

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

    /// Adds an item, or says why not.
    func add(_ item: Item) -> SQLiteError? {
        locked {
            guard isOpen else {
                return SQLiteError(.closed, "the writer is closed or stopped after a fatal error; nothing was written")
            }
            guard items.count - head < limit else {
                return SQLiteError(.queueFull, "\(limit) jobs wait for the disk already; try again later")
            }
            items.append(item)
            pthread_cond_signal(condition)
            return nil
        }
    }

    /// The next item, waiting for one; nil once the queue is closed and empty.
    func waitForNext() -> Item? {
        locked {
            while head == items.count && isOpen { pthread_cond_wait(condition, mutex) }
            return removeFirst()
        }
    }

    /// The next item when there is one.
    func next() -> Item? { locked { removeFirst() } }

    /// Takes nothing more; what waits is still handed out.
    func close() {
        locked {
            isOpen = false
            pthread_cond_broadcast(condition)
        }
    }

    /// Whether items are still taken.
    var acceptsItems: Bool { locked { isOpen } }

    /// Changes the statistics.
    func record(_ change: (inout GroupCommitStatistics) -> Void) { locked { change(&statistics) } }

    /// The statistics now.
    var currentStatistics: GroupCommitStatistics {
        locked {
            var copy = statistics
            copy.queuedJobs = items.count - head
            return copy
        }
    }

    private func removeFirst() -> Item? {
        guard head < items.count else { return nil }
        let item = items[head]
        head += 1
        // Forget what was handed out once it is half of the array, so that adding stays cheap and memory bounded.
        if head * 2 >= items.count {
            items.removeFirst(head)
            head = 0
        }
        return item
    }

    private func locked<T>(_ body: () -> T) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
