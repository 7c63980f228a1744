import Doctor
import Journal
import Protocol

/// What the state folder says of the deployment and of what waits for it, looked at and not changed. As long as it
/// lives, no agent can open the journal.
struct StoredTrust: Sendable {
    /// Keeps the journal from an agent.
    ///
    /// Safety: after `init` nobody touches the store; it is only kept and let go.
    private final class Guard: @unchecked Sendable {
        let store: JournalStore
        init(_ store: JournalStore) { self.store = store }
    }

    /// What is known of the deployment; nil before enrolment, and while the agent has the journal.
    private(set) var trust: Trust?
    /// How the link stands, as far as the disk says.
    private(set) var link = LinkFacts()
    /// What waits.
    private(set) var queue = QueueFacts()
    private var kept: Guard?

    /// Looks at a state folder.
    init(state: String, configuration: AgentConfiguration?, isAgentRunning: Bool) {
        queue.setAside = JournalStore.setAside(directory: state)
        guard !isAgentRunning else { return }
        do {
            guard let store = try JournalStore.look(directory: state) else {
                link.isEnrolled = false
                return
            }
            kept = Guard(store)
            try read(store)
        } catch {
            queue.problem = "\(error)"
            return
        }
        guard let configuration, let store = kept?.store else { return }
        do {
            trust = try Trust.load(store, anchor: Anchor.load(configuration))
            link.isEnrolled = trust.map { $0.incarnation > 0 } ?? false
            link.quarantine = trust?.quarantine
        } catch {
            link.trustProblem = "\(error)"
        }
    }

    private mutating func read(_ store: JournalStore) throws {
        let now = try store.statistics(now: SystemClock.journalInstant)
        queue.source = .journal
        queue.waiting = now.pendingReceipts
        queue.bytes = now.pendingBytes
        queue.oldestMilliseconds = now.oldestPendingMilliseconds
        queue.deadLetters = now.deadLetters
        queue.openIntents = now.openIntents
        queue.reserveBytes = now.reserveBytes
    }
}
