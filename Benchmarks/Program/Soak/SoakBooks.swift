import Foundation
import Measuring
import NIOHTTP1
import SQLite
import Supervision
import TestSupport

/// What a soak left behind: sales, motors, journals, and what the programs say of it themselves.
struct SoakBooks: Sendable {
    /// A sale, and where it was delivered from.
    struct Entry: Sendable {
        let id: String
        let sale: SoakSale
        let machine: String
        let lane: String
        let command: String?
        let queue: [String]
    }

    let fleet: SoakFleet

    /// All sales, those of the warming up too.
    func sales(_ filter: String = "") async throws -> [Entry] {
        var (entries, cursor) = ([Entry](), "")
        repeat {
            let page = try await patient("/v1/sales?limit=500\(filter)\(cursor)")
            entries += (page["sales"] as? [[String: Any]] ?? []).compactMap(Self.entry)
            cursor = (page["next"] as? String).map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty
        return entries
    }

    /// A program that has just been started again answers soon.
    private func patient(_ path: String) async throws -> API.Answer {
        for _ in 0..<10 {
            if let answer = try? await fleet.api.must(.GET, path) { return answer }
            try await Task.sleep(for: .seconds(1))
        }
        return try await fleet.api.must(.GET, path)
    }

    private static func entry(_ json: [String: Any]) -> Entry? {
        guard let id = (json["order"] as? [String: Any])?["id"] as? String,
            let machine = json["machine"] as? String, let lane = json["lane"] as? String,
            let changedAt = (json["changedAt"] as? NSNumber)?.doubleValue
        else { return nil }
        let payments = (json["payments"] as? [[String: Any]] ?? []).compactMap { payment -> SoakSale.Payment? in
            guard let amount = (payment["amount"] as? String).flatMap({ Int64($0) }),
                let booking = payment["booking"] as? String
            else { return nil }
            return SoakSale.Payment(amountMinor: amount, booking: booking)
        }
        let sale = SoakSale(
            ending: json["ending"] as? String,
            goods: json["goods"] as? String ?? "",
            payments: payments,
            changedAt: changedAt
        )
        return Entry(
            id: id,
            sale: sale,
            machine: machine,
            lane: lane,
            command: json["command"] as? String,
            queue: json["queue"] as? [String] ?? []
        )
    }

    /// Waits until nothing moves any more: no order waits for its payment, no command for its machine, and the
    /// machines have told all.
    /// - Returns: how long it took, in seconds.
    func settle() async throws -> Double {
        let start = Clock.nanoseconds
        // Quotes and commands end by themselves; a machine may have just begun its longest pause between two tries.
        let bound = Double(SoakFleet.quoteSeconds + SoakFleet.commandSeconds) + 180
        try await fleet.untilReady(seconds: bound)
        try await eventually("nothing waits any more", timeoutSeconds: bound, pollMilliseconds: 500) {
            for goods in ["reserved", "dispatched"] {
                guard let page = try? await fleet.api.must(.GET, "/v1/sales?goods=\(goods)&limit=1"),
                    (page["sales"] as? [Any])?.isEmpty == true
                else { return false }
            }
            return true
        }
        return Clock.seconds(since: start)
    }

    /// Lanes that do not sell although nothing is wrong any more; a person may just be walking there.
    func idleLanes() async throws -> [String] {
        var idle: [String] = []
        for _ in 0..<20 {
            let machines = try await patient("/v1/machines")["machines"] as? [[String: Any]] ?? []
            let places = try await patient("/v1/places")["places"] as? [[String: Any]] ?? []
            idle = machines.flatMap { Self.lanes($0, where: "ready", is: false) }
            idle += places.flatMap { Self.lanes($0, where: "faulted", is: true) }
            if idle.isEmpty { return [] }
            try await Task.sleep(for: .seconds(1))
        }
        return idle
    }

    private static func lanes(_ owner: [String: Any], where member: String, is value: Bool) -> [String] {
        (owner["lanes"] as? [[String: Any]] ?? []).filter { $0[member] as? Bool == value }.map {
            "\(owner["name"] ?? "") \($0["id"] ?? $0["lane"] ?? "")"
        }
    }

    // MARK: Goods

    /// What each lane did. The agents must have stopped: their journals are read.
    func lanes(_ entries: [Entry]) throws -> [SoakLane] {
        try fleet.machines.flatMap { machine in
            let events = try machine.events()
            let intents = try Self.intents(machine)
            return Deployment.lanes.map { lane in
                let here = entries.filter { $0.machine == machine.id && $0.lane == lane }
                let firings = SoakFiring.all(of: lane, in: events)
                let spilling = firings.filter { $0.drops > 1 }
                return SoakLane(
                    name: "\(machine.name) \(lane)",
                    firings: firings.count,
                    drops: firings.count { $0.drops > 0 },
                    spills: spilling.reduce(0) { $0 + $1.drops - 1 },
                    spillsInTime: spilling.filter(\.isStoppedInTime).reduce(0) { $0 + $1.drops - 1 },
                    intents: here.reduce(0) { $0 + ($1.command.flatMap { intents[$0] } ?? 0) },
                    delivered: here.count { $0.sale.goods == "delivered" },
                    doubtful: here.count { $0.sale.goods == "inDoubt" }
                )
            }
        }
    }

    private static func intents(_ machine: SoakMachine) throws -> [String: Int] {
        let rows = try Connection(path: machine.journal).all(
            "SELECT command_id, count(*) AS attempts FROM intent GROUP BY command_id"
        ) { row throws(SQLiteError) in (try row.text("command_id"), Int(try row.integer("attempts"))) }
        return Dictionary(rows) { first, _ in first }
    }

    /// What the journals and the coordinator have of each machine's receipts. All programs must have stopped.
    func journals() throws -> [SoakJournal] {
        let coordinator = try Connection(path: fleet.folder.path("coordinator/coordinator.sqlite"))
        return try fleet.machines.compactMap { machine in
            let stored = try coordinator.first(
                "SELECT count(*) AS receipts FROM receipt WHERE machine = $machine AND rejected IS NULL",
                ["machine": .text(machine.id)]
            ) { row throws(SQLiteError) in Int(try row.integer("receipts")) }
            return try Connection(path: machine.journal).first("SELECT * FROM mark") { row throws(SQLiteError) in
                SoakJournal(
                    machine: machine.name,
                    written: Int(try row.integer("next_sequence")) - 1,
                    acknowledged: Int(try row.integer("acknowledged_sequence")),
                    deadLetters: Int(try row.integer("dead_letters") + row.integer("dropped_dead_letters")),
                    stored: stored ?? 0
                )
            }
        }
    }

    // MARK: What the programs say

    /// What the command line's check of the ledger finds; the coordinator must run.
    func ledgerFindings() async throws -> [String] {
        let state = fleet.folder.path("coordinator")
        let check = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["ledger", "check"],
            environment: [
                "MINTMARK_URL": fleet.api.base, "MINTMARK_TOKEN_FILE": "\(state)/operator.token",
                "MINTMARK_CERTIFICATE": "\(state)/tls.crt",
            ]
        )
        return try await check.waitUntilExit(timeoutSeconds: 60) == 0 ? [] : ["mintmark ledger check: \(check.lines)"]
    }

    /// Files that SQLite finds damaged. All programs must have stopped.
    func fileFindings() -> [String] {
        ([fleet.folder.path("coordinator/coordinator.sqlite")] + fleet.machines.map(\.journal)).compactMap { path in
            do {
                try Connection(path: path).quickCheck()
                return nil
            } catch {
                return "\(path): \(error)"
            }
        }
    }
}
