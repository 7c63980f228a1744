import Database
import Faults
package import Protocol

/// Takes receipts. One transaction stores each receipt with all that follows from it - command, sale, transfers,
/// events - and the reply is sent after its commit.
package struct ReceiptService: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let links: AgentLinks
    let listeners: JobListeners

    /// Stores the receipts of one post.
    /// - Throws: `malformed`, `tooLarge` or `wrongIncarnation` when the post as a whole is not to be taken.
    package func take(_ body: [UInt8], from session: AgentLinks.Session) async throws -> ReceiptsReply {
        let post = try StrictJSON.decode(ReceiptsPost.self, from: body, maximumBytes: ProtocolLimits.receiptsPostBytes)
        guard post.items.count <= ProtocolLimits.receiptsPerPost else {
            throw ProtocolError(.tooLarge, "At most \(ProtocolLimits.receiptsPerPost) receipts fit in one post.")
        }
        guard post.inc == session.incarnation else {
            throw ProtocolError(.wrongIncarnation, "The session is of incarnation \(session.incarnation).")
        }
        links.heard(session.machine, at: runtime.clock())
        FaultPoint.reach(CoordinatorStep.receiptArrived)
        let applier = ReceiptApplier(deployment: keys.deployment, listeners: listeners)
        let applied = try await runtime.perform { work in
            try applier.apply(post, machine: session.machine, in: work)
        }
        if Mutant.receiptsInTwoTransactions.isActive {
            try await runtime.perform { try applier.keep(through: applied.reply.through, of: session.machine, in: $0) }
        }
        if applied.wasSetAside { links.revoke(machine: session.machine) }
        FaultPoint.reach(CoordinatorStep.receiptCommitted)
        return applied.reply
    }
}
