import Database
import Protocol
import Rails
import TestSupport

@testable import Coordinator

extension Shop {
    /// Stores a machine that is allowed, without its keys.
    func addMachine(_ id: String = Shop.machine) async throws {
        try await coordinator.runtime.perform { work in
            let key = SigningKey().verifyingKey.text
            _ = try work.transaction.execute(
                """
                INSERT INTO machine (id, name, owner, identity_key, operational_keys, status, incarnation, last_counter,
                    received_counter, through, ratchet, confirmed, epoch, created_at)
                VALUES ($id, $name, 'operator', $key, $key, 'allowed', 1, 0, 0, 0, '', 1, 0, 0)
                """,
                ["id": .text(id), "name": .text(String(id.prefix { $0 != ":" })), "key": .text(key)]
            )
        }
    }

    /// Begins a generation, as a start on a restored database does.
    func beginRecovery() async throws {
        _ = try await coordinator.runtime.perform { try RecoveryBook.start(.restore, subject: "", above: 0, in: $0) }
    }

    /// What operators see of it.
    func recovery() async throws -> RecoveryView {
        try await coordinator.runtime.view { try RecoveryBook.view(in: $0) }
    }

    /// What the audit log has of acts by somebody: `actor action subject`.
    func acts(of kind: EventKind) async throws -> [String] {
        struct Entry: Decodable { let actor, action, subject: String }
        return try await coordinator.runtime.view { try AuditLog.read(after: 0, limit: 10_000, in: $0) }
            .map { try StrictJSON.decode(Entry.self, from: $0.entry, maximumBytes: 1 << 20) }
            .filter { $0.action == kind.rawValue }
            .map { "\($0.actor) \($0.action) \($0.subject)" }
    }

    /// The record of the one machine, as the services take it.
    func machineRecord() async throws -> MachineRecord {
        try await coordinator.runtime.view { try MachineRepository.get(Shop.machine, in: $0) }
    }

    /// Stores what a lost generation's machine reports for a sale.
    func recovered(_ status: DeliveryStatus, sale: String, lane: String = "A", command: String) async throws {
        let (desk, machine) = (coordinator.desk, try await machineRecord())
        let report = DeliveryReport(lane: lane, sale: sale, status: status)
        try await coordinator.runtime.perform {
            try desk.recovered(report, command: command, machine: machine, in: $0)
        }
    }
}
