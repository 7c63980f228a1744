import Coordinator
import Database
import Journal
import Ledger
import Machine
import Rails

extension World {
    /// Happenings between two looks at all books.
    private static let happeningsPerAudit = 1_500

    /// Holds what just happened against the promises.
    func check(_ happening: Happening) {
        if clock.coordinatorStep != 0 { oracle.wasStepped = true }
        for agent in agents {
            oracle.look(at: agent)
            serials.look(at: agent)
        }
        if let pending = oracle.pending ?? serials.pending { violation = violation ?? pending }
        for rail in rails {
            for order in rail.takeCaptured() where !oracle.mayCapture(order) {
                violation = violation ?? Violation("money was taken for \(order), which was not delivered")
            }
            for order in rail.takeReleased() { oracle.gaveBack(order) }
        }
        if report.happenings % Self.happeningsPerAudit == 0 { audit() }
    }

    /// Looks at all books.
    func audit() {
        guard violation == nil, let database = coordinator.database, database.isOpen else { return }
        do {
            try database.look { transaction in
                if let finding = try SQLLedgerStore(transaction).check().first {
                    throw Violation("the ledger is wrong: \(finding.text)")
                }
                try checkCursors(transaction)
                let oversold = try transaction.rows("SELECT lane FROM lane_stock WHERE reserved > count LIMIT 1")
                if !oversold.isEmpty { throw Violation("a lane promises more than it holds") }
                // Whatever is promised of a lane belongs to a sale that is not over.
                let promised = try transaction.rows(
                    """
                    SELECT l.place AS place FROM lane_stock l WHERE l.reserved <> (
                        SELECT COUNT(*) FROM sale s WHERE s.place = l.place AND s.lane = l.lane
                            AND s.goods IN ('reserved', 'dispatched', 'inDoubt')
                    ) LIMIT 1
                    """
                )
                if !promised.isEmpty { throw Violation("a lane promises other units than its sales want") }
            }
        } catch {
            violation = (error as? Violation) ?? Violation("the books can't be read: \(error)")
        }
    }

    /// Whether nothing is left to do.
    var hasConverged: Bool {
        guard coordinator.isUp, let database = coordinator.database, agents.allSatisfy(\.isUp), customersToAct == 0
        else { return false }
        return (try? openEnds(database).isEmpty) ?? false
    }

    /// What is left to do, in words.
    private func openEnds(_ database: SimulatedDatabase) throws -> [String] {
        var ends = try database.look { transaction in
            try transaction.rows(
                """
                SELECT id, money, goods FROM sale
                WHERE phase <> 'withdrawn' AND (ending IS NULL OR ending = 'withPerson') LIMIT 5
                """
            ).map { "sale \(try $0.text("id")): \(try $0.text("money")), \(try $0.text("goods"))" }
                + transaction.rows("SELECT sale, action FROM rail_outbox WHERE done_at IS NULL LIMIT 5")
                .map { "\(try $0.text("action")) of \(try $0.text("sale"))" }
        }
        for rail in rails {
            for order in rail.unsettled.prefix(5) {
                let row = try database.look {
                    try $0.first("SELECT money, goods, ending FROM sale WHERE id = $id", ["id": .text(order)])
                }
                let words = try row.map {
                    "\(try $0.text("money")), \(try $0.text("goods")), \(try $0.optionalText("ending") ?? "")"
                }
                let payments = rail.payments(of: order).map { "\($0.state)" }.joined(separator: " ")
                ends.append("payments of \(order) by \(rail.id) are \(payments); the sale is \(words ?? "unknown")")
            }
        }
        for customer in customers where customer.isProbe {
            let ending = try customer.sale.flatMap { sale in
                try database.look {
                    try $0.first("SELECT ending FROM sale WHERE id = $id", ["id": .text(sale)])?.optionalText("ending")
                }
            }
            if ending != "captured" {
                ends.append("nothing is sold by machine \(customer.machine) after all was healed")
            }
        }
        ends += try lineEnds(database)
        for agent in agents {
            guard let store = agent.store else {
                ends.append("machine \(agent.number) is down")
                continue
            }
            let identity = try store.identity()
            if identity.openCommands > 0 { ends.append("machine \(agent.number): \(identity.openCommands) open") }
            let stored = try database.look { transaction in
                try transaction.first("SELECT through FROM machine WHERE id = $id", ["id": .text(agent.id)])?
                    .int64("through")
            }
            if identity.nextSequence - 1 > stored ?? 0 { ends.append("machine \(agent.number) has receipts to send") }
        }
        return ends
    }

    /// The last look: everything has ended, and every book agrees.
    func finish() async {
        if violation == nil { audit() }
        if violation == nil, let database = coordinator.database {
            do {
                let ends = try openEnds(database)
                if !ends.isEmpty { throw Violation("not everything ended: \(ends.joined(separator: "; "))") }
                try checkMoney(database)
                try await checkSerials(database)
                try checkPoison(database)
                try traceEnd(database)
            } catch {
                violation = violation ?? (error as? Violation) ?? Violation("the last look failed: \(error)")
            }
        } else if violation == nil {
            violation = Violation("the coordinator is down at the end")
        }
        report.hash = trace.text
        report.firings = oracle.totalFirings
        report.marks = serials.totalMarks
        report.entries = Int(monitor.size)
        report.violation = violation
        if violation != nil { report.lastLines = trace.lines }
        for disk in agents.map(\.disk) + [coordinator.disk] {
            for fault in FaultDisk.Fault.allCases { report.diskFaults[fault, default: 0] += disk.count(of: fault) }
        }
    }

    /// Adds what the coordinator's log says of a sale to the story.
    private func tell(_ sale: String, _ database: SimulatedDatabase) throws {
        let events = try database.look { transaction in
            try transaction.rows(
                "SELECT at, kind, data FROM event WHERE subject = $sale ORDER BY id LIMIT 100",
                ["sale": .text(sale)]
            ).map { "\(try $0.int64("at") - WorldClock.beginning) \(try $0.text("kind")) \(try $0.text("data"))" }
        }
        for event in events { trace.add(event) }
        for payment in rails.flatMap({ $0.payments(of: sale) }) {
            trace.add("\(payment.paidAt) \(payment.reference) \(payment.amountMinor) \(payment.state)")
        }
    }

    /// No payment was set aside because its sale could not take it.
    private func checkPoison(_ database: SimulatedDatabase) throws {
        let poison = try database.look { transaction in
            try transaction.first(
                "SELECT text FROM alarm WHERE code = 'railRefused' AND subject LIKE '%:0' LIMIT 1"
            )?.text("text")
        }
        if let poison { throw Violation(poison) }
    }

    /// How everything ended belongs to the story.
    private func traceEnd(_ database: SimulatedDatabase) throws {
        let lines = try database.look { transaction in
            try transaction.rows("SELECT id, money, goods, revision FROM sale ORDER BY id").map {
                "\(try $0.text("id")) \(try $0.text("money")) \(try $0.text("goods")) \(try $0.int64("revision"))"
            }
                + SQLLedgerStore(transaction).accounts().map {
                    "\($0.id.text) \($0.debitsPosted) \($0.creditsPosted)"
                }
        }
        for line in lines { trace.add(line) }
    }

    /// What the rails have of each sale is what its books say.
    private func checkMoney(_ database: SimulatedDatabase) throws {
        let (states, pending) = try database.look { transaction in
            guard let runtime = coordinator.program?.runtime else { throw Violation("the coordinator is down") }
            let work = Work(
                transaction: transaction,
                now: clock.coordinatorTime,
                ids: runtime.ids,
                auditKey: runtime.auditKey,
                events: runtime.events,
                leaves: runtime.leaves
            )
            let ids = try transaction.rows("SELECT id FROM sale ORDER BY id").map { try $0.text("id") }
            return (
                try ids.map { try SaleRepository.get($0, in: work) },
                try SQLLedgerStore(transaction).accounts().first { $0.debitsPending != 0 || $0.creditsPending != 0 }
            )
        }
        if let pending { throw Violation("account \(pending.id.text) has something pending at the end") }
        for record in states {
            let state = record.state
            guard state.salesMinor == 0 || oracle.mayCapture(record.id) else {
                try tell(record.id, database)
                throw Violation("sale \(record.id) is in the books as sold, and was not delivered")
            }
            let isWithoutSale = [.released, .refunded, .credited].contains(state.ending)
            guard !isWithoutSale || oracle.mayEndWithoutSale(record.id) else {
                try tell(record.id, database)
                throw Violation("sale \(record.id) was delivered, and ended \(state.ending?.rawValue ?? "")")
            }
            if let ending = state.ending { report.endings[ending.rawValue, default: 0] += 1 }
            guard let rail = rails.first(where: { $0.id == record.rail }) else { continue }
            let kept = rail.payments(of: record.id).filter { $0.state == .confirmed }.reduce(0) { $0 + $1.amountMinor }
            let booked =
                state.orderMinor + state.salesMinor + state.creditMinor + state.refundDueMinor + state.refundedMinor
                - state.lostMinor
            guard kept == booked else {
                try tell(record.id, database)
                throw Violation(
                    "sale \(record.id) (\(state.money), \(state.goods)) has \(booked) in its books, and rail"
                        + " \(record.rail) has \(kept)"
                )
            }
        }
    }
}
