import Database
import Passport
import Protocol
import TestSupport

@testable import Coordinator

/// A coordinator with a product and a machine whose line a test plays: it reads commands and posts receipts.
struct LineStand {
    static let gtin = "09520123456788"

    let stand: MachineStand
    var desk: ReceiptDesk
    private var sequence: Int64 = 0
    /// What the machine told, and in answer to which command.
    private(set) var told: [(command: String, body: ReceiptBody)] = []

    static let caller = Caller(token: "t", name: "ada", owner: Owner.operator, scopes: Set(Scope.allCases))

    init(_ stand: MachineStand, digits: Int? = nil) async throws {
        self.stand = stand
        desk = try await ReceiptDesk(stand)
        let gtin = try GTIN(Self.gtin)
        _ = try await stand.runtime.perform { work in
            try ProductRepository.put(
                ProductChange(name: "Pump P-40", serialDigits: digits),
                gtin: gtin,
                caller: Self.caller,
                in: work
            )
        }
    }

    var machine: String { desk.machine.id.description }

    func order(_ count: Int, spare: Int? = nil, start: Bool = false, lot: String? = nil) async throws -> RunRecord {
        let (desk, order) = (
            stand.runs,
            RunOrder(gtin: Self.gtin, lot: lot, count: count, machine: machine, spare: spare, start: start)
        )
        return try await stand.runtime.perform { try desk.order(order, by: Self.caller, in: $0) }
    }

    func ask(_ request: RunProgress.Request, _ run: String) async throws -> RunRecord {
        let desk = stand.runs
        return try await stand.runtime.perform { try desk.ask(request, of: run, by: "ada", in: $0) }
    }

    func run(_ id: String) async throws -> RunRecord {
        try await stand.runtime.view { try RunRepository.get(id, in: $0) }
    }

    func blocks(_ run: String) async throws -> [SerialBlockRecord] {
        try await stand.runtime.view { try BlockBook.blocks(run: run, in: $0) }
    }

    func counts(_ block: String) async throws -> [SerialState: Int64] {
        try await stand.runtime.view { try SerialBook.counts(block: block, in: $0) }
    }

    @discardableResult
    func tick() async throws -> Int {
        try await publish()
        return try await LineClock(runtime: stand.runtime, desk: stand.runs).tick()
    }

    /// The log gives every leaf its place, without its files.
    func publish() async throws {
        try await stand.runtime.perform { work in
            for statement in [
                """
                INSERT INTO log_leaf (place, subject, sequence, entry, hash)
                SELECT (SELECT size FROM log_head) + row_number() OVER (ORDER BY number) - 1, subject, sequence, entry,
                    hash FROM pending_leaf
                """,
                "UPDATE log_head SET size = (SELECT count(*) FROM log_leaf)", "UPDATE log_head SET published = size",
                "DELETE FROM pending_leaf",
            ] { _ = try work.transaction.execute(statement, [:]) }
        }
    }

    /// What the machine was told and has not answered, oldest first.
    func commands() async throws -> [Command] {
        var open: [Command] = []
        for command in try await stand.commands(desk.machine)
        where try await stand.command(command.jti)?.state != "answered" { open.append(command) }
        return open
    }

    /// Posts the next receipt.
    /// - Returns: the code when it was not believed.
    @discardableResult
    mutating func tell(_ body: ReceiptBody, answering command: Command) async throws -> WireCode? {
        told.append((command.jti, body))
        return try await post(body, answering: command.jti)
    }

    private mutating func post(_ body: ReceiptBody, answering command: String) async throws -> WireCode? {
        sequence += 1
        return try await desk.post([try desk.receipt(sequence, command, body)]).rejected.first?.code
    }

    /// The database is put back to before all runs, the files of the log stay, and the machine is taken up.
    mutating func restore() async throws {
        let machine = machine
        try await stand.runtime.perform { work in
            for table in [
                "run", "serial", "serial_step", "serial_block", "command", "receipt", "passport_version", "passport",
                "passport_address", "product_event", "alarm",
            ] { _ = try work.transaction.execute("DELETE FROM \(table)") }
            _ = try work.transaction.execute("UPDATE machine SET through = 0")
            _ = try work.transaction.execute(
                """
                INSERT INTO recovery_machine
                    (machine, generation, standing, taken_up, missing, recovered, changed_at)
                VALUES ($id, 1, 'replayed', 1, 0, 0, 0)
                """,
                ["id": .text(machine)]
            )
        }
        sequence = 0
    }

    /// Tells again what it told.
    /// - Parameter count: how many receipts; nil for all.
    mutating func tellAgain(_ count: Int? = nil) async throws {
        for receipt in told.prefix(count ?? told.count) {
            let code = try await post(receipt.body, answering: receipt.command)
            if let code { throw TestSupportError("\(receipt.body.kind) was not believed: \(code)") }
        }
    }

    /// Takes the grants in, as a machine does.
    /// - Returns: their serials, in the order of use, with their blocks.
    mutating func takeGrants() async throws -> [(block: String, serial: String)] {
        try await tick()
        var serials: [(block: String, serial: String)] = []
        for command in try await commands() {
            guard case .grantBlock(let grant) = command.body else { continue }
            try grant.check()
            serials += grant.serials.map { (grant.block, $0) }
            let granted = SerialBlockGranted(block: grant.block, gtin: grant.gtin, count: grant.serials.count)
            try await tell(.blockGranted(granted), answering: command)
        }
        return serials
    }

    func start() async throws -> Command {
        let command = try await commands().first { $0.body.kind == .startRun }
        guard let command else { throw TestSupportError("no run was started") }
        return command
    }
}
