import Protocol
import Synchronization
import TestSupport

@testable import Coordinator

/// Writes every call down as an event, in the transaction that it is told in: a transaction that is undone takes the
/// call with it, and one that is repeated counts once.
final class RowListener: DeliveryListener {
    /// While true every call throws.
    let isBroken = Mutex(false)

    func delivered(_ report: DeliveryReport, command: String, in work: Work) throws {
        try note("delivered \(report.status.rawValue)", command, in: work)
    }

    func recovered(_ report: DeliveryReport, command: String, machine: MachineRecord, in work: Work) throws {
        try note("recovered \(report.status.rawValue)", command, in: work)
    }

    func refused(command: String, code: WireCode, detail: String, in work: Work) throws {
        try note("refused \(code.rawValue)", command, in: work)
    }

    func lost(command: String, in work: Work) throws { try note("lost", command, in: work) }

    private func note(_ call: String, _ command: String, in work: Work) throws {
        try EventLog.append(.saleChanged, subject: command, owner: Owner.operator, data: ["call": call], in: work)
        if isBroken.withLock({ $0 }) { throw TestSupportError("the sales are broken") }
    }
}
