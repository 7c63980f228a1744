import Platform
import SQLite
import Synchronization

/// Writes sales to a state folder's database from a thread of its own until it is told to end.
final class SaleWriter: Sendable {
    private let isOver = Atomic(false)
    private let newest = Atomic<Int64>(20)
    private let failure = Mutex<(any Error)?>(nil)
    private let thread = Mutex<DedicatedThread?>(nil)

    /// Opens the database and begins.
    init(_ state: StateFolder) throws {
        let thread = try DedicatedThread("sale-writer") { [self] in
            do {
                let database = try state.openDatabase()
                while !isOver.load(ordering: .sequentiallyConsistent) {
                    let number = newest.load(ordering: .sequentiallyConsistent) + 1
                    try StateFolder.insert(number, into: database)
                    newest.store(number, ordering: .sequentiallyConsistent)
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        self.thread.withLock { $0 = thread }
    }

    /// The newest sale whose commit has returned.
    var committed: Int64 { newest.load(ordering: .sequentiallyConsistent) }

    /// Returns when the thread has ended; throws what ended it before.
    func end() throws {
        isOver.store(true, ordering: .sequentiallyConsistent)
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
