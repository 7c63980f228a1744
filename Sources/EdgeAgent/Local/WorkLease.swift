import FoundationEssentials
import Journal
import Protocol
import Signals
import Synchronization

/// The lease on this machine's work, kept in the journal so that it outlives a start of the agent within its boot: a
/// release on trial begins nothing that its return to the earlier one would interrupt.
final class WorkLease: Sendable {
    private static let key = "lease"

    private let journal: Journal
    private let book: Mutex<LeaseBook>
    private let changed = ChangeSignal()

    /// - Parameters:
    ///   - boot: the kernel's id of this boot.
    ///   - stored: the lease of an earlier start, if any.
    init(journal: Journal, boot: String, stored: LeaseBook.Lease? = nil) {
        self.journal = journal
        book = Mutex(LeaseBook(boot: boot, stored: stored))
    }

    /// The lease as the journal has it.
    static func open(_ journal: Journal, boot: String) async throws -> WorkLease {
        let bytes = try await journal.read { try $0.value(Self.key) }
        let stored = bytes.flatMap { try? JSONDecoder().decode(LeaseBook.Lease.self, from: Data($0)) }
        return WorkLease(journal: journal, boot: boot, stored: stored)
    }

    private static var now: Int64 { Int64(SystemClock.monotonicNanoseconds / 1_000_000) }

    /// Whether new work has to wait.
    var isHeld: Bool { book.withLock { $0.lease(at: Self.now) } != nil }

    /// What is under way.
    var work: [String] { book.withLock { $0.work } }

    /// The lease in force, for people.
    var status: AgentStatus.Lease? {
        let now = Self.now
        return book.withLock { $0.lease(at: now) }.map { .init(owner: $0.owner, secondsLeft: ($0.ends - now) / 1_000) }
    }

    /// Begins work as soon as no lease keeps the machine from it.
    /// - Parameter isOver: asked now and then whether waiting makes no sense any more.
    /// - Returns: false when it is over.
    func begin(_ name: String, unless isOver: () -> Bool) async -> Bool {
        while !isOver() {
            let generation = changed.generation
            if book.withLock({ $0.begin(name, at: Self.now) }) { return true }
            await changed.wait(after: generation, timeoutSeconds: 0.5)
        }
        return false
    }

    /// Work has ended.
    func end(_ name: String) { book.withLock { $0.end(name) } }

    /// Gives a lease when nothing is under way, a run included.
    func take(owner: String, seconds: Int64) async throws -> LeaseBook.Answer {
        let before = book.withLock { $0.lease(at: Self.now) }
        let answer = book.withLock { $0.take(owner: owner, seconds: seconds, at: Self.now) }
        guard case .given(let lease) = answer else { return answer }
        do {
            // From here on nothing new begins, so what the journal says of runs stays so.
            let run = try await journal.read { try $0.activeRun() }
            if let run, run.state == RunState.running.rawValue {
                if before == nil { try await release(owner: owner) }
                return .busy(["run \(run.id)"])
            }
            let bytes = Array(try JSONEncoder().encode(lease))
            try await journal.transact { try $0.setValue(Self.key, bytes) }
            return answer
        } catch {
            // Nobody is told of it, so nobody would give it back.
            if before == nil, book.withLock({ $0.release(owner: owner, at: Self.now) }) { changed.notify() }
            throw error
        }
    }

    /// Gives the lease back.
    /// - Returns: false when somebody else has it.
    @discardableResult
    func release(owner: String) async throws -> Bool {
        guard book.withLock({ $0.release(owner: owner, at: Self.now) }) else { return false }
        try await journal.transact { try $0.removeValue(Self.key) }
        changed.notify()
        return true
    }
}
