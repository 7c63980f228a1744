import Database
import Passport
import Protocol
package import Signals

/// Runs, from their order to the last serial: stores what `RunProgress` decides, and does what follows from it.
package struct RunDesk: Sendable {
    /// Wakes the machines' command streams.
    let signal: ChangeSignal

    /// How long a machine may take to hear that it is to start; an hour later nobody stands at the line.
    private static let startSeconds: Int64 = 600
    /// How long a machine may take to hear anything else.
    private static let controlSeconds: Int64 = 30 * 86_400

    /// Makes a desk.
    package init(signal: ChangeSignal) { self.signal = signal }

    /// Orders a run, and grants the machine the serials that it takes.
    /// - Throws: `invalid`, `notFound`, `machineNotAllowed`, `limit`, or `notReady` while a recovery goes on.
    package func order(_ order: RunOrder, by caller: Caller, in work: Work) throws -> RunRecord {
        try order.check()
        let (gtin, lot) = (try GTIN.named(order.gtin), try Self.lot(order))
        let product = try ProductRepository.get(gtin, in: work)
        _ = try MachineRepository.get(order.machine, in: work)
        let run = try RunRepository.insert(
            order,
            gtin: gtin,
            lot: lot,
            owner: product.owner,
            by: caller.name,
            in: work
        )
        try grantMissing(to: run, by: caller.name, in: work)
        try EventLog.append(
            .runCreated,
            subject: run.id,
            owner: run.owner,
            data: [
                "by": caller.name, "machine": run.machine, "gtin": gtin.description, "lot": lot?.text ?? "",
                "count": String(run.count),
            ],
            traceparent: run.traceparent,
            in: work
        )
        if order.start == true { return try ask(.start, of: run.id, by: caller.name, in: work) }
        try checkSerials(of: run.id, in: work)
        return try RunRepository.get(run.id, in: work)
    }

    private static func lot(_ order: RunOrder) throws(CoordinatorError) -> Lot? {
        do throws(PassportError) {
            return try order.lot.map { text throws(PassportError) in try Lot(text) }
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
    }

    /// Does what a person asks for.
    /// - Throws: `notFound`, `conflict` when the run can't do it now, or what `BlockBook.grant` throws when its start
    ///   takes other serials.
    package func ask(_ request: RunProgress.Request, of id: String, by: String, in work: Work) throws -> RunRecord {
        let run = try apply(.asked(request), to: RunRepository.get(id, in: work), by: by, in: work)
        guard request == .start else { return run }
        try checkSerials(of: id, in: work)
        return try RunRepository.get(id, in: work)
    }

    /// Whether the machine holds by now what a run waits for.
    /// - Parameter refusal: why it did not take a block of them, if that is known.
    func checkSerials(of id: String, refusal: String? = nil, in work: Work) throws {
        let run = try RunRepository.get(id, in: work)
        // One that can't get its serials was told of once.
        guard run.progress.state == .notAllowedToStart, run.progress.reason == nil else { return }
        let blocks = try BlockBook.blocks(run: id, in: work)
        let open = blocks.filter(\.standing.isOfUse)
        if try open.count < blocks.count && missing(run, open, in: work) > 0 {
            let why = refusal.map { "The machine did not take the serials: \($0)." } ?? "Its serials were given back."
            _ = try apply(
                .serialsMissing("\(why) Start the run again to grant it others, or abort it."),
                to: run,
                in: work
            )
        } else if open.allSatisfy({ $0.standing == .held }) {
            _ = try apply(.serialsHeld, to: run, in: work)
        }
    }

    /// How many serials a run lacks at its machine.
    /// - Parameter open: its blocks that are of use.
    private func missing(_ run: RunRecord, _ open: [SerialBlockRecord], in work: Work) throws -> Int64 {
        let granted = open.reduce(0) { $0 + $1.count }
        return run.count + run.spare - granted - (try BlockBook.ahead(run.gtin, machine: run.machine, in: work))
    }

    private func grantMissing(to run: RunRecord, by: String, in work: Work) throws {
        let open = try BlockBook.blocks(run: run.id, in: work).filter(\.standing.isOfUse)
        let missing = try missing(run, open, in: work)
        guard missing > 0 else { return }
        try BlockBook.grant(Int(missing), of: run.gtin, to: run.machine, run: run.id, by: by, in: work)
    }

    /// Applies an event and does what follows.
    @discardableResult
    func apply(_ event: RunProgress.Event, to run: RunRecord, by: String? = nil, in work: Work) throws -> RunRecord {
        var run = run
        let before = run.progress
        let effects: [RunProgress.Effect]
        do throws(RunProgress.Refusal) {
            effects = try run.progress.take(event)
        } catch {
            throw CoordinatorError(.conflict, error.words)
        }
        if run.progress != before { run.since = work.now.milliseconds }
        if run.progress.state.isFinal, run.endedAt == nil { run.endedAt = work.now.milliseconds }
        for effect in effects { try carryOut(effect, &run, by: by, in: work) }
        try RunRepository.save(run, in: work)
        if run.progress != before {
            try EventLog.append(
                .runChanged,
                subject: run.id,
                owner: run.owner,
                data: Changed(run, by: by),
                traceparent: run.traceparent,
                in: work
            )
        }
        return run
    }

    private struct Changed: Encodable {
        let by: String?
        let state: String
        let asked: String?
        let reason: String?
        let commissioned: String
        let scrapped: String
        let unusable: String

        init(_ run: RunRecord, by: String?) {
            self.by = by
            state = run.progress.state.rawValue
            asked = run.progress.asked?.rawValue
            reason = run.progress.reason
            commissioned = String(run.commissioned)
            scrapped = String(run.scrapped)
            unusable = String(run.unusable)
        }
    }

    private func carryOut(
        _ effect: RunProgress.Effect,
        _ run: inout RunRecord,
        by: String?,
        in work: Work
    ) throws {
        switch effect {
        case .send(let request): try send(request, &run, by: by, in: work)
        case .grantSerials: try grantMissing(to: run, by: by ?? BlockBook.coordinator, in: work)
        case .giveSerialsBack:
            work.notes.notify(signal)
            for block in try BlockBook.blocks(run: run.id, in: work) { try BlockBook.release(block, in: work) }
        case .alarm(let text):
            try AlarmBook.raise(.runStopped, subject: run.id, owner: run.owner, text: text, in: work)
        }
    }

    private func send(_ request: RunProgress.Request, _ run: inout RunRecord, by: String?, in work: Work) throws {
        work.notes.notify(signal)
        let body: CommandBody =
            switch request {
            case .start:
                .startRun(
                    RunStart(run: run.id, gtin: run.gtin.description, lot: run.lot?.text, count: Int(run.count))
                )
            case .interrupt: .controlRun(RunControl(run: run.id, action: .interrupt))
            case .resume: .controlRun(RunControl(run: run.id, action: .resume))
            case .abort: .controlRun(RunControl(run: run.id, action: .abort))
            }
        let command = try CommandQueue.enqueue(
            body,
            sale: nil,
            machine: try MachineID(text: run.machine),
            expires: work.now.adding(seconds: request == .start ? Self.startSeconds : Self.controlSeconds),
            traceparent: run.traceparent,
            by: by,
            in: work
        )
        if request == .start { run.command = command }
    }
}
