import Journal
import Logging
import Logs
import NIOCore
import Platform
import Protocol
import ServiceLifecycle
import Synchronization

/// Keeps a session with the coordinator: connects, serves, and when that breaks waits a little longer each time. The
/// machine goes on without it: what happens meanwhile waits in the journal.
struct LinkService: Sendable {
    /// Why the link gave up.
    enum End: Equatable, Sendable {
        /// The agent stops.
        case stopped
        /// The coordinator started a new incarnation: the machine has to enrol again.
        case enrolAgain
    }

    /// How long a session has to last before the next one is opened at once.
    private static let lastingNanoseconds: UInt64 = 5_000_000_000

    let journal: Journal
    let anchor: Anchor
    let configured: [Endpoint]
    let makeSession: @Sendable (Trust) -> SessionClient
    let notifier: ServiceNotifier
    let board: AgentBoard
    let logger: Logger

    /// Runs until the agent stops or has to enrol again.
    func run() async throws -> End {
        var backoff = Backoff()
        var attempt = 0
        while !Task.isCancelled {
            let anchor = anchor
            guard let trust = try await journal.read({ try Trust.load($0, anchor: anchor) }) else { return .enrolAgain }
            guard !trust.mustEnrol else { return .enrolAgain }
            let endpoints = trust.keyset.endpoints.compactMap { try? Endpoint($0) } + configured
            let opened = Mutex<UInt64?>(nil)
            do {
                try await makeSession(trust).serve(endpoints[attempt % endpoints.count]) {
                    opened.withLock { $0 = SystemClock.monotonicNanoseconds }
                    board.link(connected: true)
                    notifier.status("connected")
                }
            } catch let refused as RefusedByCoordinator where refused.code == .wrongIncarnation {
                return .enrolAgain
            } catch is CancellationError {
                return .stopped
            } catch let error as JournalError where error.endsAgent {
                throw error
            } catch {
                guard !Task.isCancelled else { return .stopped }
                logger.log(AgentLog.linkBroken, ["error": "\(error)"])
            }
            board.link(connected: false)
            attempt += 1
            // A session that breaks as soon as it is open is a failure too: it costs both sides a commit.
            let now = SystemClock.monotonicNanoseconds
            if let since = opened.withLock({ $0 }), now - since >= Self.lastingNanoseconds { backoff.succeeded() }
            notifier.status("offline; deliveries in progress go on, receipts wait in the journal")
            let wait = backoff.next(random: now)
            try? await Task.sleep(for: .milliseconds(wait))
        }
        return .stopped
    }
}
