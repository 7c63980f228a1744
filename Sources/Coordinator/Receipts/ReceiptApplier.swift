import Database
import Faults
import Protocol

/// What one receipt changes, inside one transaction.
struct ReceiptApplier: Sendable {
    let deployment: String
    let listeners: JobListeners

    /// What a post came to.
    struct Applied: Sendable {
        /// How far the receipts are stored.
        var reply: ReceiptsReply
        /// Whether one of them put the machine in quarantine: its sessions have to end after the commit.
        var wasSetAside: Bool
    }

    /// Applies the receipts in order and says how far they are stored.
    func apply(_ post: ReceiptsPost, machine id: String, in work: Work) throws -> Applied {
        let machine = try MachineRepository.get(id, in: work)
        guard machine.incarnation == post.inc, machine.status == .allowed else {
            throw ProtocolError(.noSession, "\(id) may not send receipts now: it is \(machine.status.rawValue).")
        }
        try CommandQueue.acknowledge(machine, counter: post.counter, in: work)
        var through = try passMissing(post, machine, in: work)
        var rejected: [ReceiptsReply.Rejection] = []
        for item in post.items {
            switch ReceiptRule.judge(item.seq, through: through) {
            case .gap:
                return try finish(machine, post, through: through, rejected: rejected, in: work)
            case .duplicate:
                work.notes.count(.duplicates)
                if let code = try conflict(item, machine, in: work) {
                    rejected.append(ReceiptsReply.Rejection(seq: item.seq, code: code))
                }
            case .next:
                if let code = try store(item, machine, in: work) {
                    rejected.append(ReceiptsReply.Rejection(seq: item.seq, code: code))
                }
                through = item.seq
            }
        }
        return try finish(machine, post, through: through, rejected: rejected, in: work)
    }

    /// What the machine no longer keeps can't be waited for: the row goes on after it, and a person is told.
    private func passMissing(_ post: ReceiptsPost, _ machine: MachineRecord, in work: Work) throws -> Int64 {
        guard let oldest = post.oldest, oldest > machine.through + 1, oldest <= Epoch.maximum else {
            return machine.through
        }
        try RecoveryBook.missing(machine, from: machine.through + 1, through: oldest - 1, in: work)
        return oldest - 1
    }

    private func finish(
        _ machine: MachineRecord,
        _ post: ReceiptsPost,
        through: Int64,
        rejected: [ReceiptsReply.Rejection],
        in work: Work
    ) throws -> Applied {
        if through > machine.through, !Mutant.receiptsInTwoTransactions.isActive {
            try keep(through: through, of: machine.id.description, in: work)
        }
        // All is told when nothing is left to send and no command is left that could still give a receipt.
        if post.open == 0, post.next == through + 1 {
            try RecoveryBook.apply(.replayed(machine: machine.id.description), in: work)
        }
        let after = try MachineRepository.get(machine.id.description, in: work)
        return Applied(
            reply: ReceiptsReply(through: through, rejected: rejected),
            wasSetAside: after.status != .allowed
        )
    }

    /// Notes how far the receipts of a machine are stored.
    func keep(through: Int64, of machine: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE machine SET through = $through WHERE id = $id",
            ["through": .integer(through), "id": .text(machine)]
        )
    }

    /// Stores a new receipt and what follows from it. Returns the code when it is not believed: then it is kept and
    /// alarmed, and changes nothing else.
    private func store(_ item: ReceiptsPost.Item, _ machine: MachineRecord, in work: Work) throws -> WireCode? {
        let outcome = Result { () throws(ProtocolError) in try believe(item, machine) }
        var code: WireCode?
        var receipt: Receipt?
        switch outcome {
        case .success(let believed):
            receipt = believed
            code = try follow(believed, machine, in: work)
        case .failure(let error):
            code = error.code
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO receipt (machine, incarnation, sequence, id, command, envelope, digest, rejected, stored_at)
            VALUES ($machine, $incarnation, $sequence, $id, $command, $envelope, $digest, $rejected, $at)
            """,
            [
                "machine": .text(machine.id.description),
                "incarnation": .integer(receipt?.inc ?? machine.incarnation), "sequence": .integer(item.seq),
                "id": .text(receipt?.jti ?? ""),
                "command": receipt?.re.map { .text($0) } ?? .null, "envelope": .text(item.receipt),
                "digest": .text(Fingerprint.sha256(Array(item.receipt.utf8))),
                "rejected": code.map { .text($0.rawValue) } ?? .null, "at": .integer(work.now.milliseconds),
            ]
        )
        try note(item, receipt, code, machine, in: work)
        return code
    }

    private func believe(_ item: ReceiptsPost.Item, _ machine: MachineRecord) throws(ProtocolError) -> Receipt {
        let receipt = try Receipt.verify(
            item.receipt,
            machine: machine.id,
            keys: try machine.keys().signers(of: item.seq),
            deployment: deployment
        )
        // A journal that was allowed again still has receipts of the life before: they are as true as they were.
        guard receipt.inc <= machine.incarnation else {
            throw ProtocolError(.wrongIncarnation, "The receipt is of incarnation \(receipt.inc).")
        }
        guard receipt.seq == item.seq else {
            throw ProtocolError(.sequence, "The receipt says sequence \(receipt.seq), the post says \(item.seq).")
        }
        return receipt
    }

    /// The same sequence came before. Another receipt under it is a machine that contradicts itself.
    private func conflict(_ item: ReceiptsPost.Item, _ machine: MachineRecord, in work: Work) throws -> WireCode? {
        let row = try work.transaction.first(
            "SELECT digest FROM receipt WHERE machine = $machine AND sequence = $sequence",
            ["machine": .text(machine.id.description), "sequence": .integer(item.seq)]
        )
        guard let row, try row.text("digest") != Fingerprint.sha256(Array(item.receipt.utf8)) else { return nil }
        try alarm(.receiptRejected, machine, "Two different receipts carry sequence \(item.seq).", in: work)
        return .sequence
    }

    private func follow(_ receipt: Receipt, _ machine: MachineRecord, in work: Work) throws -> WireCode? {
        switch receipt.body {
        case .refused(let refusal):
            try refused(refusal, receipt, machine, in: work)
            return nil
        case .delivery(let report):
            if try isOfLostGeneration(receipt, machine, in: work) {
                try recover(report, receipt, machine, in: work)
                return nil
            }
            guard let command = try answered(receipt, machine, in: work),
                case .deliver(let asked) = command.command.body, asked.lane == report.lane, asked.sale == report.sale
            else { return .unknownCommand }
            guard try CommandQueue.answer(command.command.jti, receipt: receipt.jti, in: work) else {
                return .unknownCommand
            }
            work.notes.count(.commands, report.status.rawValue)
            if let dispatched = Identifier.milliseconds(of: command.command.jti) {
                work.notes.observe(.dispatchLatency, value: Double(work.now.milliseconds - dispatched) / 1_000)
            }
            try listeners.deliveries.delivered(report, command: command.command.jti, in: work)
            return nil
        case .blockGranted, .blockReturned, .stamp, .run:
            if try isOfLostGeneration(receipt, machine, in: work) {
                try listeners.line.recovered(receipt, by: machine, in: work)
                return nil
            }
            return try followLine(receipt, machine, in: work)
        case .outputsSafe, .pong, .keyRotated:
            if try isOfLostGeneration(receipt, machine, in: work) { return nil }
            return try conclude(receipt, machine, in: work)
        }
    }

    /// What a machine tells of its line: of the block or the run that the command named, and of no other.
    private func followLine(_ receipt: Receipt, _ machine: MachineRecord, in work: Work) throws -> WireCode? {
        guard let command = try answered(receipt, machine, in: work) else { return .unknownCommand }
        let line = listeners.line
        switch (receipt.body, command.command.body) {
        case (.blockGranted(let block), .grantBlock(let grant)) where block.block == grant.block:
            try line.granted(block, by: machine, in: work)
        case (.blockReturned(let block), .returnBlock(let asked)) where block.block == asked.block:
            try line.returned(block, by: machine, in: work)
        case (.stamp(let report), .startRun(let start)) where report.run == start.run:
            guard try line.stamped(report, by: machine, in: work) else { return .unknownCommand }
        case (.run(let report), .startRun(let start)) where report.run == start.run:
            try line.told(report, by: machine, in: work)
        case (.run(let report), .controlRun(let control)) where report.run == control.run:
            try line.told(report, by: machine, in: work)
        default: return .unknownCommand
        }
        // A run is told of many times; its command is answered by the first.
        _ = try CommandQueue.answer(command.command.jti, receipt: receipt.jti, in: work)
        return nil
    }

    /// The answer to a command that no sale waits for.
    private func conclude(_ receipt: Receipt, _ machine: MachineRecord, in work: Work) throws -> WireCode? {
        let answers: [ReceiptBody.Kind: CommandBody] = [
            .pong: .ping, .outputsSafe: .setOutputsSafe, .keyRotated: .rotateKey,
        ]
        guard let command = try answered(receipt, machine, in: work),
            command.command.body == answers[receipt.body.kind],
            try CommandQueue.answer(command.command.jti, receipt: receipt.jti, in: work)
        else { return .unknownCommand }
        return nil
    }

    /// Whether the receipt answers a command of which only a lost generation of this database knew. That is believed of
    /// a machine which was ahead and taken up, and of no other.
    private func isOfLostGeneration(_ receipt: Receipt, _ machine: MachineRecord, in work: Work) throws -> Bool {
        guard let id = receipt.re, try RecoveryBook.wasTakenUp(machine.id.description, in: work) else { return false }
        return try CommandQueue.find(id, deployment: deployment, in: work) == nil
    }

    private func recover(
        _ report: DeliveryReport,
        _ receipt: Receipt,
        _ machine: MachineRecord,
        in work: Work
    ) throws {
        guard let command = receipt.re else { return }
        try CommandQueue.record(lost: receipt, command: command, report: report, machine: machine, in: work)
        try RecoveryBook.countRecovered(machine.id.description, in: work)
        try listeners.deliveries.recovered(report, command: command, machine: machine, in: work)
    }

    private func answered(_ receipt: Receipt, _ machine: MachineRecord, in work: Work) throws -> CommandQueue.Stored? {
        guard let id = receipt.re, let stored = try CommandQueue.find(id, deployment: deployment, in: work),
            stored.command.aud == machine.id, stored.command.inc == receipt.inc
        else { return nil }
        return stored
    }

    /// A refusal is audited always; it ends the command only when the machine will not run it later.
    private func refused(
        _ refusal: ReceiptBody.Refusal,
        _ receipt: Receipt,
        _ machine: MachineRecord,
        in work: Work
    ) throws {
        work.notes.count(.commands, refusal.code.rawValue)
        let text = "\(machine.id) refused a command: \(refusal.code.rawValue), \(refusal.detail)"
        try EventLog.append(
            .commandRefused,
            subject: machine.id.description,
            owner: machine.owner,
            data: [
                "code": refusal.code.rawValue, "detail": refusal.detail, "command": receipt.re ?? "",
                "envelope": refusal.envelope,
            ],
            traceparent: receipt.traceparent,
            in: work
        )
        try alarm(.commandRefused, machine, text, in: work)
        // One of an earlier life was settled when an operator allowed the machine again.
        if refusal.code == .counterReuse, receipt.inc == machine.incarnation {
            let current = try MachineRepository.get(machine.id.description, in: work)
            try MachineRepository.quarantine(current, code: .counterReuse, reason: text, in: work)
        }
        guard refusal.code.endsCommand, let command = try answered(receipt, machine, in: work),
            try CommandQueue.answer(command.command.jti, receipt: receipt.jti, in: work)
        else { return }
        let id = command.command.jti
        if command.sale == nil {
            try listeners.line.refused(
                command.command.body,
                command: id,
                code: refusal.code,
                detail: refusal.detail,
                in: work
            )
        } else {
            try listeners.deliveries.refused(command: id, code: refusal.code, detail: refusal.detail, in: work)
        }
    }

    private func note(
        _ item: ReceiptsPost.Item,
        _ receipt: Receipt?,
        _ code: WireCode?,
        _ machine: MachineRecord,
        in work: Work
    ) throws {
        try EventLog.append(
            code == nil ? .receiptStored : .receiptRejected,
            subject: machine.id.description,
            owner: machine.owner,
            data: [
                "sequence": String(item.seq), "kind": receipt?.body.kind.rawValue ?? "",
                "command": receipt?.re ?? "", "code": code?.rawValue ?? "",
            ],
            traceparent: receipt?.traceparent,
            in: work
        )
        work.notes.count(.receipts, code == nil ? "stored" : "rejected")
        guard let code else { return }
        try alarm(
            .receiptRejected,
            machine,
            "Receipt \(item.seq) of \(machine.id) was stored but not believed: \(code.rawValue). Look at the machine.",
            in: work
        )
    }

    private func alarm(_ code: AlarmCode, _ machine: MachineRecord, _ text: String, in work: Work) throws {
        try AlarmBook.raise(code, subject: machine.id.description, owner: machine.owner, text: text, in: work)
    }
}

extension WireCode {
    /// Whether a machine that refused a command with this code will never run it. After any other code the command is
    /// sent again.
    fileprivate var endsCommand: Bool {
        switch self {
        case .expired, .profileForbids, .replayed, .storage, .blockConflict, .tooManyBlocks, .unknownBlock, .runActive,
            .unknownRun,
            .runOver, .tooFewSerials:
            true
        default: false
        }
    }
}
