import Faults
import Journal
import Logging
import Logs
import NIOCore
import NIOHTTP1
import Protocol
import Signals

/// One session with the coordinator, from challenge to break: proves who the machine is, then streams commands in and
/// posts receipts and telemetry out, until one of them fails.
struct SessionClient: Sendable {
    let keys: AgentKeys
    let trust: Trust
    let journal: Journal
    let makeIntake: @Sendable (Keyset) -> CommandIntake
    let runner: CommandRunner
    let control: ControlLoop
    let time: TrustedTime
    let profileHash: String
    let boot: String
    let release: InstalledRelease?
    let metrics: AgentMetrics
    let logger: Logger
    let group: any EventLoopGroup
    /// Whether the coordinator said that it does not know the key which signs.
    var isKeyUnknown = false

    /// What opening a session came to.
    private struct Opened: Sendable {
        let grant: SessionGrant
        /// The keyset in force.
        let keyset: Keyset
        /// The operational key that the session was granted to.
        let key: SigningKey
    }

    /// Opens a session at `endpoint` and serves it. Returns only by throwing.
    /// - Parameter opened: called once the session is open.
    /// - Throws: `trust` when a TLS key answers that the keyset does not name, and whatever ends the session.
    func serve(_ endpoint: Endpoint, opened: @escaping @Sendable () -> Void) async throws {
        let session = try await open(endpoint)
        let grant = session.grant
        // A newer keyset holds from now on: the commands of this session may be signed with a key that only it names.
        let keyset = session.keyset
        let verification = TLSVerification.pinned(Set(keyset.tlsPins), met: RecordedPin())
        let intake = makeIntake(keyset)
        metrics.connected(epoch: grant.epoch)
        defer { metrics.disconnected() }
        logger.log(AgentLog.sessionOpen, ["endpoint": "\(endpoint)", "epoch": "\(grant.epoch)"])
        opened()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await stream(endpoint, verification, grant, intake) }
            tasks.addTask { try await post(endpoint, verification, session) }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    private func post(_ endpoint: Endpoint, _ verification: TLSVerification, _ session: Opened) async throws {
        try await HTTPConnection.with(endpoint, verification: verification, group: group) { connection in
            var poster = ReceiptPoster(
                journal: journal,
                runner: runner,
                control: control,
                grant: session.grant,
                incarnation: trust.incarnation,
                ring: keys.ring,
                key: session.key,
                release: release,
                logger: logger
            )
            try await poster.run(&connection)
        }
    }

    private func open(_ endpoint: Endpoint) async throws -> Opened {
        let (pins, met) = (Set(trust.keyset.tlsPins), RecordedPin())
        do {
            return try await HTTPConnection.with(endpoint, verification: .pinned(pins, met: met), group: group) {
                connection in
                try await open(&connection)
            }
        } catch {
            guard let pin = met.value, !pins.contains(pin) else { throw error }
            throw AgentError(.trust, "\(endpoint) answered with the TLS key \(pin), which the keyset does not name.")
        }
    }

    private func open(_ connection: inout HTTPConnection) async throws -> Opened {
        let first = try await connection.request(.POST, "/v1/agent/session")
        guard first.status == 401 else { throw RefusedByCoordinator(first) }
        let challenge = try StrictJSON.decode(SessionChallenge.self, from: first.body)
        let exchange = SessionExchange(keys: keys, trust: trust)
        let nonce = Hex.encode(Fingerprint.randomBytes(16))
        let (identity, key, operational) = try await journal.read { [ring = keys.ring] store in
            (try store.identity(), try ring.signer(store), try ring.keys(store))
        }
        let request = try exchange.request(
            signedBy: key,
            stating: isKeyUnknown || keys.ring.isRotating ? operational : nil,
            challenge: challenge,
            agentNonce: nonce,
            lastCounter: identity.lastCounter,
            nextSequence: identity.nextSequence,
            // What is not kept any more was acknowledged, whatever became of the mark.
            acknowledged: max(identity.acknowledgedSequence, identity.oldestSequence - 1),
            profile: profileHash,
            boot: boot
        )
        let sent = SystemClock.monotonicNanoseconds
        let second = try await connection.request(.POST, "/v1/agent/session", body: Array(request.utf8))
        guard second.status == 200 else { throw RefusedByCoordinator(second) }
        let (grant, keyset) = try exchange.believe(String(decoding: second.body, as: UTF8.self), agentNonce: nonce)
        FaultPoint.reach(AgentStep.sessionGranted)
        try await store(grant, keysetText: keyset == nil ? nil : grant.keyset, provenBy: key)
        FaultPoint.reach(AgentStep.ratchetStored)
        time.set(milliseconds: grant.time, monotonicNanoseconds: sent)
        metrics.clockOffset(milliseconds: grant.time - SystemClock.wallMilliseconds)
        runner.timeKnown.notify()
        return Opened(grant: grant, keyset: keyset ?? trust.keyset, key: key)
    }

    /// The ratchet is on disk before the token is used: its first use retires the old one.
    private func store(_ grant: SessionGrant, keysetText: String?, provenBy key: SigningKey) async throws {
        try await journal.transact { [ring = keys.ring] store in
            try Trust.keep(grant, keyset: keysetText, in: store)
            // The journal names the key already, so the file may take its place before this is committed.
            try ring.proven(key)
        }
    }

    private func stream(
        _ endpoint: Endpoint,
        _ verification: TLSVerification,
        _ grant: SessionGrant,
        _ intake: CommandIntake
    ) async throws {
        try await HTTPConnection.with(endpoint, verification: verification, group: group) { connection in
            let last = try await journal.read { try $0.identity().lastCounter }
            let refused = try await connection.lines(
                "/v1/agent/commands?after=\(last)",
                token: grant.token,
                maximumLineBytes: ProtocolLimits.frameBytes
            ) { line in
                try await take(line, epoch: grant.epoch, intake)
            }
            throw RefusedByCoordinator(refused)
        }
    }

    private func take(_ line: String, epoch: Int64, _ intake: CommandIntake) async throws {
        let frame = try StrictJSON.decode(
            StreamFrame.self,
            from: Array(line.utf8),
            maximumBytes: ProtocolLimits.frameBytes
        )
        guard frame.epoch >= epoch else {
            metrics.refused(.staleEpoch)
            throw AgentError(.link, "A frame of epoch \(frame.epoch) came in a session of epoch \(epoch).")
        }
        guard let command = frame.command else { return }
        guard try await intake.take(command) == .proceed else {
            throw AgentError(.link, "A command is missing, or was refused and may come right; asking for it again.")
        }
        runner.receiptsChanged()
    }
}
