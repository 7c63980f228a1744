package import Protocol
package import Signals
import Synchronization

/// The live side of the machines, in memory only: who holds which session, who is connected, what they last reported.
/// All of it is rebuilt when machines connect again.
package final class AgentLinks: Sendable {
    /// One session.
    package struct Session: Sendable, Equatable {
        /// The machine's id.
        package let machine: String
        /// Its journal's incarnation.
        package let incarnation: Int64
        /// The session's epoch.
        package let epoch: Int64
        /// Whether the token was used.
        package var confirmed: Bool
    }

    private struct Live {
        var streams: Set<UInt64> = []
        var lastHeard: Moment
        var health: HealthReport?
    }

    private struct State {
        var sessions: [String: Session] = [:]
        var live: [String: Live] = [:]
        var lastStream: UInt64 = 0
        var spentChallenges: [String: Int64] = [:]
        var lastChallenge: UInt64 = 0
        /// The newest challenge by which each machine was granted a session.
        var grantedChallenges: [String: UInt64] = [:]
        var healthChanges: Int64 = 0
    }

    private let state = Mutex(State())
    /// Notified when a machine must look for commands, or loses its session.
    package let signal = ChangeSignal()

    /// What makes the challenges of this start its own: which of an earlier one were answered is forgotten.
    let challengeSalt: [UInt8]

    /// Makes an empty table.
    /// - Parameter challengeSalt: bytes that no other start has.
    package init(challengeSalt: [UInt8] = Fingerprint.randomBytes(16)) { self.challengeSalt = challengeSalt }

    /// The number of the next challenge: they rise for as long as this process runs.
    func nextChallenge() -> UInt64 {
        state.withLock { state in
            state.lastChallenge += 1
            return state.lastChallenge
        }
    }

    /// Whether the machine was granted a session by a newer challenge. What it signed over an older one was held up on
    /// its way, and shows a state that it has left behind since.
    func isSuperseded(challenge: UInt64, of machine: String) -> Bool {
        state.withLock { challenge < $0.grantedChallenges[machine] ?? 0 }
    }

    /// Takes note of the challenge by which a machine was granted a session.
    func granted(challenge: UInt64, to machine: String) {
        state.withLock { $0.grantedChallenges[machine] = max(challenge, $0.grantedChallenges[machine] ?? 0) }
    }

    /// Takes note that a challenge was answered. Returns false when it was answered before: a signed request is good
    /// for one session, whoever repeats it.
    func spend(challenge: String, at now: Moment) -> Bool {
        state.withLock { state in
            state.spentChallenges = state.spentChallenges.filter { $0.value >= now.seconds }
            let end = now.seconds + ProtocolLimits.challengeSeconds
            return state.spentChallenges.updateValue(end, forKey: challenge) == nil
        }
    }

    /// Adds a session; tokens are kept as digests. The machine's older tokens that were never used are forgotten: only
    /// the newest can still be.
    func add(_ session: Session, token: String) {
        state.withLock { state in
            state.sessions = state.sessions.filter {
                $0.value.machine != session.machine || $0.value.confirmed || $0.value.epoch > session.epoch
            }
            state.sessions[Fingerprint.sha256(Array(token.utf8))] = session
        }
    }

    /// The session of `token`, if it is known.
    func session(token: String) -> Session? {
        state.withLock { $0.sessions[Fingerprint.sha256(Array(token.utf8))] }
    }

    /// Marks the session as used and forgets older ones of the machine.
    func confirm(_ session: Session, token: String) {
        state.withLock { state in
            state.sessions = state.sessions.filter {
                $0.value.machine != session.machine || $0.value.epoch >= session.epoch
            }
            state.sessions[Fingerprint.sha256(Array(token.utf8))]?.confirmed = true
        }
        signal.notify()
    }

    /// Whether the session was neither replaced nor revoked.
    func isCurrent(_ session: Session) -> Bool {
        state.withLock { state in
            state.sessions.values.contains { $0.machine == session.machine && $0.epoch == session.epoch }
        }
    }

    /// Ends every session of a machine. Called after the commit by which the machine stopped being allowed.
    package func revoke(machine: String) {
        state.withLock { state in
            state.sessions = state.sessions.filter { $0.value.machine != machine }
            state.live[machine] = nil
        }
        signal.notify()
    }

    /// Ends every session of every machine: each has to say anew how far it is. Called after the commit that began a
    /// generation.
    package func revokeAll() {
        state.withLock { state in
            state.sessions = [:]
            state.live = [:]
        }
        signal.notify()
    }

    /// A command stream of the machine opened.
    /// - Returns: what `disconnected` takes when it closes.
    func connected(_ machine: String, at now: Moment) -> UInt64 {
        state.withLock { state in
            state.lastStream += 1
            var live = state.live[machine] ?? Live(lastHeard: now)
            live.streams.insert(state.lastStream)
            live.lastHeard = now
            state.live[machine] = live
            return state.lastStream
        }
    }

    /// A command stream of the machine closed. Streams have numbers and are not counted: one that was revoked may close
    /// after the machine's next one opened.
    func disconnected(_ machine: String, stream: UInt64) {
        state.withLock { _ = $0.live[machine]?.streams.remove(stream) }
    }

    /// The machine sent something. Returns whether its health changed.
    @discardableResult
    func heard(_ machine: String, health: HealthReport? = nil, at now: Moment) -> Bool {
        state.withLock { state in
            var live = state.live[machine] ?? Live(lastHeard: now)
            live.lastHeard = now
            let changed =
                health.map {
                    $0.lanes != live.health?.lanes || $0.stations != live.health?.stations
                        || $0.update != live.health?.update
                } ?? false
            if let health { live.health = health }
            if changed { state.healthChanges += 1 }
            state.live[machine] = live
            return changed
        }
    }

    /// Whether a stream is open and the machine was heard within the last three heartbeat periods.
    package func isConnected(_ machine: String, at now: Moment) -> Bool {
        state.withLock { state in
            guard let live = state.live[machine], !live.streams.isEmpty else { return false }
            return now.milliseconds - live.lastHeard.milliseconds <= 3 * ProtocolLimits.heartbeatSeconds * 1_000
        }
    }

    /// The machines that are connected, see `isConnected`.
    package func connectedMachines(at now: Moment) -> Set<String> {
        Set(state.withLock { Array($0.live.keys) }.filter { isConnected($0, at: now) })
    }

    /// The machine's last health report since this process started.
    package func health(_ machine: String) -> HealthReport? { state.withLock { $0.live[machine]?.health } }

    /// The machine's last health report, or the one that the database keeps.
    func lastHealth(of record: MachineRecord) -> HealthReport? {
        if let live = health(record.id.description) { return live }
        guard let json = record.health else { return nil }
        return try? StrictJSON.decode(HealthReport.self, from: Array(json.utf8))
    }

    /// How often the health of any machine changed since this process started.
    var healthChanges: Int64 { state.withLock { $0.healthChanges } }
}
