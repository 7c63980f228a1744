import Coordinator
import Database
import EdgeAgent
import Machine
import Passport
import Protocol

// The people who run the lines.
extension World {
    /// What the lines make: pieces with random serials, and pieces with numbers.
    static let products = ["09506000134352", "09506000134369"]
    /// Digits of the numbers.
    private static let serialDigits = 12
    /// Most units of one run.
    private static let mostUnits: Int64 = 40

    /// Makes the products, with what their passports begin with.
    func setUpProducts() async throws {
        guard let program = coordinator.program, settings.lines > 0 else { return }
        try await program.runtime.perform { work in
            let template = try PassportTemplate(
                json: [
                    "economicOperatorId": "https://id.example/operator",
                    "elements": ["mass": ["value": "12 g", "tier": "public"]],
                ]
            )
            for (index, text) in Self.products.enumerated() {
                let gtin = try GTIN(text)
                let change = ProductChange(name: "Product \(index)", serialDigits: index == 0 ? nil : Self.serialDigits)
                _ = try ProductRepository.put(change, gtin: gtin, caller: Self.caller, in: work)
                _ = try ProductRepository.setPassport(template, gtin: gtin, by: Self.caller.name, in: work)
            }
        }
    }

    /// Looks at a line: orders its next run, starts what may start, resumes what stopped, and now and then stops what
    /// runs.
    func lookAtLine(_ agent: SimulatedAgent, _ program: Coordinator) async throws {
        let (id, desk) = (agent.id, program.runs)
        let (isAllowed, runs) = try await program.runtime.view { work in
            let record = try MachineRepository.find(id, in: work)
            return (record?.status == .allowed, try RunRepository.open(machine: id, in: work))
        }
        guard isAllowed else { return }
        guard let run = runs.first else { return try await orderRun(agent, program) }
        var request: RunProgress.Request?
        switch run.progress.state {
        case .notAllowedToStart: request = run.progress.reason == nil ? nil : chance(70) ? .start : .abort
        case .allowedToStart: request = .start
        case .interrupted: request = isHealed || chance(85) ? .resume : .abort
        case .running: request = !isHealed && chance(4) ? (chance(60) ? .interrupt : .abort) : nil
        case .ended, .aborted: request = nil
        }
        guard let request, run.progress.asked == nil || request == .abort else { return }
        note("run \(run.id) \(request.rawValue)")
        if run.progress.state == .running { count(.runInterrupted) }
        await hearing {
            try await program.runtime.perform { work in
                _ = try desk.ask(request, of: run.id, by: Self.caller.name, in: work)
            }
        }
    }

    private func orderRun(_ agent: SimulatedAgent, _ program: Coordinator) async throws {
        let isProbe = isHealed && lineProbes[agent.number] == nil
        guard isProbe || (!isHealed && unitsOrdered < settings.stamps) else { return }
        let count = isProbe ? 1 : min(between(1, Self.mostUnits), Int64(settings.stamps - unitsOrdered))
        let order = RunOrder(
            gtin: Self.products[Int(between(0, 1))],
            lot: "LOT-\(agent.number)",
            count: Int(count),
            machine: agent.id,
            start: isProbe || chance(70)
        )
        let desk = program.runs
        var made: String?
        await hearing {
            made = try await program.runtime.perform { work in
                try desk.order(order, by: Self.caller, in: work).id
            }
        }
        guard let made else { return }
        note("run \(made) of \(count) units")
        if isProbe { lineProbes[agent.number] = made } else { unitsOrdered += Int(count) }
    }

    /// Asks something of the coordinator that it may refuse, in words for people.
    private func hearing(_ body: () async throws -> Void) async {
        await serve { _ in
            do { try await body() } catch let error as CoordinatorError where error.code != .unexpected {
                self.note("refused \(error.code.rawValue)")
            }
        }
    }

    /// Something is asked of a machine that no customer pays for.
    func command(_ body: CommandBody, _ agent: SimulatedAgent) async {
        guard let program = coordinator.program else { return }
        let machine = agent.keys.machine
        await hearing {
            _ = try await program.runtime.perform { work in
                try CommandQueue.enqueue(
                    body,
                    sale: nil,
                    machine: machine,
                    expires: work.now.adding(seconds: 600),
                    traceparent: work.ids.traceParent(),
                    by: Self.caller.name,
                    in: work
                )
            }
        }
    }

    /// What lines have left to do, in words.
    func lineEnds(_ database: SimulatedDatabase) throws -> [String] {
        guard settings.lines > 0 else { return [] }
        var ends = try database.look { transaction in
            try transaction.rows(
                "SELECT id, state, reason FROM run WHERE state NOT IN ('ended', 'aborted') ORDER BY id LIMIT 3"
            ).map { "run \(try $0.text("id")) is \(try $0.text("state")), \(try $0.optionalText("reason") ?? "")" }
                + transaction.rows("SELECT id, state FROM serial_block WHERE state <> 'closed' ORDER BY id LIMIT 3")
                .map { "block \(try $0.text("id")) is \(try $0.text("state"))" }
                + transaction.rows("SELECT subject FROM pending_leaf LIMIT 3")
                .map { "\(try $0.text("subject")) is not in the log" }
        }
        for agent in agents where agent.station != nil && isHealed {
            let commissioned = try lineProbes[agent.number].map { run in
                try database.look {
                    try $0.first("SELECT commissioned FROM run WHERE id = $id", ["id": .text(run)])?
                        .int64("commissioned")
                }
            }
            if commissioned != 1 { ends.append("line \(agent.number) makes nothing after all was healed") }
        }
        return ends
    }

    /// What the books say of serials is what is on units, and nothing of them is missing anywhere.
    func checkSerials(_ database: SimulatedDatabase) async throws {
        guard settings.lines > 0, let program = coordinator.program else { return }
        if let finding = try await SerialCheck.run(program.runtime).findings.first {
            throw Violation("\(finding.kind.rawValue) \(finding.subject): \(finding.text)")
        }
        try serials.check(
            database.look { transaction in
                try transaction.rows("SELECT serial, state FROM serial ORDER BY serial").map {
                    SerialOracle.Row(serial: try $0.text("serial"), state: try $0.text("state"))
                }
            }
        )
    }

    /// The serials that the coordinator knows to be used; nil when it is down.
    func toldSerials() -> Set<String>? {
        try? coordinator.database?.look { transaction in
            Set(
                try transaction.rows("SELECT serial FROM serial WHERE state <> 'allocated'").map {
                    try $0.text("serial")
                }
            )
        }
    }

    /// Gives leaves their places, and follows the log from outside.
    func writeLog() async {
        await serve { program in
            guard let sequencer = self.coordinator.sequencer else { return }
            do {
                try await sequencer.settle()
            } catch {
                // What is on the disk is read again before anything is signed.
                self.coordinator.sequencer = LogSequencer(program.log)
                throw error
            }
            try self.monitor.look(at: program.log.files, policy: program.log.policy)
        }
    }
}
