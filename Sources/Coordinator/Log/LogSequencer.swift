import Faults
import Logging
import Logs
import Passport
import Platform
import ServiceLifecycle
import Signals
import TileStore

/// Gives leaves their places: signs and stores a checkpoint, then writes its files, then shows it. The only writer of
/// the log's files.
package actor LogSequencer: Service {
    private let stand: LogStand
    /// What goes on; nil until database and files have been made to agree.
    private var writer: LogWriter?
    private var pace = LogPace()
    /// How many cosignatures the published checkpoint shows.
    private var shownCosignatures = 0
    /// What kept it from working, so that it is told once.
    private var trouble: String?

    /// How long it waits before it looks by itself, and after a failure, in seconds.
    private static let lookSeconds = 30.0
    private static let retrySeconds: Int64 = 1

    /// Makes a sequencer.
    package init(_ stand: LogStand) { self.stand = stand }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.follow() }
    }

    /// Publishes all leaves that wait. For tests, and never beside `run`.
    /// - Throws: what kept it from that.
    package func settle() async throws {
        while try await step() != nil {}
    }

    private func follow() async {
        while !Task.isCancelled {
            let generation = stand.runtime.leaves.generation
            do {
                let begun = MonotonicClock.now()
                if let leaves = try await step() {
                    let milliseconds = (MonotonicClock.now() - begun) / MonotonicClock.nanosecondsPerMillisecond
                    let rest = pace.rest(after: leaves, milliseconds: Int64(clamping: milliseconds))
                    if rest > 0 { try? await Task.sleep(for: .milliseconds(rest)) }
                } else {
                    await stand.runtime.leaves.wait(after: generation, timeoutSeconds: Self.lookSeconds)
                }
                trouble = writer == nil ? trouble : nil
            } catch {
                // What is on the disk is read again before anything is signed.
                writer = nil
                await tell("\(error)")
                try? await Task.sleep(for: .seconds(Self.retrySeconds))
            }
        }
    }

    /// Publishes one batch.
    /// - Returns: how many leaves that were; nil when there was nothing to publish.
    private func step() async throws -> Int? {
        let ready = try await readyWriter()
        guard let ready else { return nil }
        let placed = try await place(onto: ready)
        guard let placed else { return try await showCosignatures() ? 0 : nil }
        // Until the files are there nobody may take this state for theirs.
        writer = nil
        var next = placed.writer
        let head = placed.head
        let written = try next.takeFiles()
        let (files, note) = (stand.files, try SignedNote(head.note))
        try await DedicatedThread.run("log-files") {
            if Mutant.checkpointsBeforeTiles.isActive { try files.publish(note) }
            try files.write(written)
            try files.publish(note)
        }
        try await stand.runtime.perform { work in
            var published = head
            published.published = head.size
            try published.replace(size: head.size, in: work)
            work.notes.notify(work.leaves)
        }
        FaultPoint.reach(LogStep.publicationCommitted)
        shownCosignatures = 0
        writer = next
        return placed.leaves
    }

    private func readyWriter() async throws -> LogWriter? {
        if let writer { return writer }
        let outcome = try await LogReconciler(stand: stand).run()
        if let held = outcome.held { await tell(held.words) }
        writer = outcome.writer
        shownCosignatures = 0
        return outcome.writer
    }

    /// Leaves that have places, and whose files are not written yet.
    private struct Placed: Sendable {
        let writer: LogWriter
        let head: LogHead
        let leaves: Int
    }

    /// Signs a checkpoint over the leaves that wait, and stores it with their places.
    private func place(onto writer: LogWriter) async throws -> Placed? {
        let (stand, limit) = (stand, pace.limit)
        let (before, pending) = try await stand.runtime.view { work in
            (try LogHead.read(in: work), try LogMirror.pending(limit: limit, in: work))
        }
        guard let pending else { return nil }
        guard before.size == writer.size, before.root == writer.root else {
            throw CoordinatorError(.conflict, "The head of the log is not the one that was published last.")
        }
        let placed = try await DedicatedThread.run("log-tree") {
            var next = writer
            for leaf in pending.leaves { try next.append(leaf.entry, hash: leaf.hash) }
            let note = try stand.sign(size: next.size, root: next.root).description
            var head = before
            (head.size, head.root, head.note) = (next.size, next.root, note)
            return Placed(writer: next, head: head, leaves: pending.leaves.count)
        }
        try await stand.runtime.perform { work in
            try LogMirror.place(
                through: pending.last,
                count: pending.leaves.count,
                onto: before,
                head: placed.head,
                in: work
            )
        }
        FaultPoint.reach(LogStep.leavesPlaced)
        return placed
    }

    /// Shows cosignatures of the published checkpoint that came since.
    private func showCosignatures() async throws -> Bool {
        let stand = stand
        let (note, count) = try await stand.runtime.view { work in
            let head = try LogHead.read(in: work)
            let lines = try Cosignatures.lines(size: head.size, in: work)
            return (try stand.cosigned(head.note, size: head.size, in: work), lines.count)
        }
        guard count > shownCosignatures else { return false }
        try await DedicatedThread.run("log-files") { try stand.files.publish(note) }
        shownCosignatures = count
        return true
    }

    /// Tells a person once what keeps the log from growing.
    private func tell(_ what: String) async {
        guard trouble != what else { return }
        trouble = what
        let stand = stand
        stand.runtime.logger.log(CoordinatorLog.logStopped, ["error": "\(what)"])
        do {
            try await stand.runtime.perform { work in
                try AlarmBook.raise(
                    .logStopped,
                    subject: stand.signer.verifier.name,
                    owner: Owner.operator,
                    text: "The log does not grow: \(what)",
                    in: work
                )
            }
        } catch {
            stand.runtime.logger.log(CoordinatorLog.logAlarmNotStored, ["error": "\(error)"])
        }
    }
}
