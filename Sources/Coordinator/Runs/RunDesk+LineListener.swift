import Passport
package import Protocol

extension RunDesk: LineListener {
    package func granted(_ block: SerialBlockGranted, by machine: MachineRecord, in work: Work) throws {
        guard let record = try BlockBook.find(block.block, in: work) else { return }
        try BlockBook.held(record, in: work)
        // While a recovery goes on nothing is started; `LineClock` looks again.
        guard let run = record.run, try !RecoveryBook.isOpen(in: work) else { return }
        try checkSerials(of: run, in: work)
    }

    package func returned(_ block: SerialBlockReturned, by machine: MachineRecord, in work: Work) throws {
        guard let record = try BlockBook.find(block.block, in: work), record.machine == machine.id.description else {
            return
        }
        let unused = block.unused.map(Serial.init(checked:))
        for serial in unused { _ = try SerialBook.findOrTakeUp(serial, of: record, in: work) }
        let doubtful = try BlockBook.close(
            record,
            unused: Set(unused),
            actor: machine.id.description,
            in: work
        )
        guard doubtful > 0 else { return }
        try AlarmBook.raise(
            .serialInDoubt,
            subject: record.id,
            owner: record.owner,
            text: "\(machine.id) used \(doubtful) serials of block \(record.id) and did not tell what came of them. "
                + "Look for units of \(record.gtin) at the line; their serials are scrapped.",
            in: work
        )
    }

    package func stamped(_ report: StampReport, by machine: MachineRecord, in work: Work) throws -> Bool {
        guard let block = try BlockBook.find(report.block, in: work), block.machine == machine.id.description,
            let run = try RunRepository.find(report.run, in: work), run.machine == block.machine,
            run.gtin == block.gtin,
            let record = try SerialBook.findOrTakeUp(Serial(checked: report.serial), of: block, in: work),
            record.block == block.id, record.state == .allocated
        else { return false }
        let use = SerialBook.Use(run: run.id, unit: Int64(report.unit), detail: report.reason)
        let actor = machine.id.description
        var after = run
        switch report.status {
        case .commissioned:
            try SerialBook.apply([.encode, .commission], to: record, use: use, actor: actor, in: work)
            after.commissioned += 1
        case .scrapped:
            let reason = ScrapReason(machine: report.reason)
            // A mark that nobody saw was maybe never made.
            let events: [SerialEvent] = reason == .inDoubt ? [.scrap(reason)] : [.encode, .scrap(reason)]
            try SerialBook.apply(events, to: record, use: use, actor: actor, in: work)
            after.scrapped += 1
        case .cannotStart:
            try SerialBook.apply([.giveBack], to: record, use: use, actor: actor, in: work)
            after.unusable += 1
        }
        try RunRepository.save(after, in: work)
        try UnitBook.record(report, of: after, in: work)
        return true
    }

    package func told(_ report: RunReport, by machine: MachineRecord, in work: Work) throws {
        guard let run = try RunRepository.find(report.run, in: work), run.machine == machine.id.description else {
            return
        }
        let after = try apply(.told(report.state, reason: report.reason), to: run, in: work)
        guard
            [after.commissioned, after.scrapped, after.unusable]
                != [report.commissioned, report.scrapped, report.unusable].map(Int64.init)
        else { return }
        try AlarmBook.raise(
            .runStopped,
            subject: run.id,
            owner: run.owner,
            text: "\(machine.id) counts \(report.commissioned) units commissioned, \(report.scrapped) scrapped and "
                + "\(report.unusable) serials unusable; told one by one they are \(after.commissioned), "
                + "\(after.scrapped) and \(after.unusable). Look at the run's serials.",
            in: work
        )
    }

    package func refused(
        _ body: CommandBody,
        command: String,
        code: WireCode,
        detail: String,
        in work: Work
    ) throws {
        let why = "\(code.rawValue), \(detail)"
        switch body {
        case .grantBlock(let grant):
            guard let block = try BlockBook.find(grant.block, in: work) else { return }
            try BlockBook.close(block, unused: nil, actor: BlockBook.coordinator, in: work)
            if let run = block.run { try checkSerials(of: run, refusal: why, in: work) }
        case .returnBlock(let taken):
            // It never came there, so nothing of it was used.
            guard code == .unknownBlock, let block = try BlockBook.find(taken.block, in: work) else { return }
            try BlockBook.close(block, unused: nil, actor: BlockBook.coordinator, in: work)
        case .startRun(let start):
            guard let run = try RunRepository.find(start.run, in: work) else { return }
            if code == .tooFewSerials {
                let text = "The machine has too few serials: \(detail) Start the run again to grant it what it lacks."
                try apply(.serialsMissing(text), to: run, in: work)
                return
            }
            try apply(.refused(.start, isUnknown: false, why: why), to: run, in: work)
        case .controlRun(let control):
            guard let run = try RunRepository.find(control.run, in: work),
                let request = RunProgress.Request(rawValue: control.action.rawValue)
            else { return }
            let isUnknown = code == .unknownRun || code == .runOver
            try apply(.refused(request, isUnknown: isUnknown, why: why), to: run, in: work)
        case .deliver, .setOutputsSafe, .ping, .rotateKey: return
        }
    }

    package func lost(_ machine: MachineRecord, in work: Work) throws {
        for block in try BlockBook.open(machine: machine.id.description, in: work) {
            try BlockBook.close(block, unused: nil, actor: BlockBook.coordinator, in: work)
        }
        for run in try RunRepository.open(machine: machine.id.description, in: work) {
            try apply(.machineLost, to: run, in: work)
        }
    }
}
