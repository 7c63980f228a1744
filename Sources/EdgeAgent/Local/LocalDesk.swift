import Journal
import Prometheus
import Protocol

/// Answers what is asked on the local socket.
struct LocalDesk: Sendable {
    private static let probeKey = "probe"

    let machine: MachineID
    let release: InstalledRelease?
    let journal: Journal
    let board: AgentBoard
    let lease: WorkLease
    let metrics: AgentMetrics

    /// Answers one request.
    /// - Throws: what the journal throws where there is no answer without it.
    func answer(method: String, target: String) async throws -> LocalAnswer {
        do {
            switch try LocalRequest(method: method, target: target) {
            case .metrics:
                let stats = try await journal.statistics(now: SystemClock.journalInstant)
                let text = metrics.registry.text(JournalMetrics.samples(stats))
                return LocalAnswer(
                    status: 200,
                    contentType: MetricFormat.prometheus.contentType,
                    body: Array(text.utf8)
                )
            case .status: return .json(try StrictJSON.encode(try await status()))
            case .takeLease(let owner, let seconds): return try await take(owner, seconds)
            case .endLease(let owner):
                guard try await lease.release(owner: owner) else {
                    return .words("The lease is \(lease.status?.owner ?? "somebody else")'s.", status: 409)
                }
                // A release on trial is kept before its lease is given back.
                try await release?.settleMark(journal)
                return .json(Array("{}".utf8))
            }
        } catch let fault as LocalRequest.Fault {
            switch fault {
            case .unknown: return .words("There are /metrics, /status and /lease.", status: 404)
            case .invalid(let words): return .words(words, status: 400)
            }
        }
    }

    private func take(_ owner: String, _ seconds: Int64) async throws -> LocalAnswer {
        switch try await lease.take(owner: owner, seconds: seconds) {
        case .given: .json(Array("{}".utf8))
        case .busy(let work):
            .words("This machine works: \(work.joined(separator: ", ")). Wait for the end of it.", status: 409)
        case .held(let other): .words("\(other.owner) keeps this machine from new work.", status: 409)
        }
    }

    private func status() async throws -> AgentStatus {
        let statistics = try await journal.statistics(now: SystemClock.journalInstant)
        let (mark, quarantine, run) = try await journal.read { store in
            let quarantine = try store.value(Trust.Key.quarantine).map { String(decoding: $0, as: UTF8.self) }
            return (try InstalledRelease.mark(store), quarantine, try store.activeRun())
        }
        let runs = run.flatMap { $0.state == RunState.running.rawValue ? ["run \($0.id)"] : nil } ?? []
        let lines = board.lines
        return AgentStatus(
            machine: "\(machine)",
            program: ProgramVersion.text,
            release: release?.status,
            mark: mark,
            phase: board.phase,
            incarnation: statistics.identity.incarnation,
            outputsSafe: lines.outputsSafe,
            troubles: lines.troubles,
            journalSchema: JournalFormat.newest,
            journalWritable: await isWritable(),
            connected: board.connected,
            quarantine: quarantine,
            busy: lease.work + runs,
            lease: lease.status,
            receiptsWaiting: statistics.pendingReceipts,
            oldestWaitingMilliseconds: statistics.oldestPendingMilliseconds
        )
    }

    private func isWritable() async -> Bool {
        do {
            try await journal.transact { store in
                try store.setValue(Self.probeKey, Array(String(SystemClock.wallMilliseconds).utf8))
            }
            return true
        } catch {
            return false
        }
    }
}
