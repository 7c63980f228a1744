import Journal
import Logging
import Protocol
import Testing

@testable import EdgeAgent

extension TestDeployment {
    static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Opens the journal in a folder, in this incarnation.
    static func openJournal(
        in state: String,
        incarnation: Int64,
        configuration: JournalConfiguration
    ) async throws -> Journal {
        let (journal, _) = try await Journal.open(directory: state, configuration: configuration) { failure in
            Issue.record("the journal failed: \(failure)")
        }
        try await journal.transact { store in
            let identity = try store.identity()
            guard identity.incarnation < incarnation else { return }
            try store.adopt(incarnation: incarnation, lastCounter: 0, nextSequence: identity.nextSequence)
        }
        return journal
    }

    /// Writes receipts of the machine.
    func writer(incarnation: Int64) -> ReceiptWriter {
        ReceiptWriter(keys: keys, deployment: root.keyID, incarnation: incarnation, boot: "boot")
    }

    /// Takes the deployment's commands for a runner.
    func intake(
        _ journal: Journal,
        _ runner: CommandRunner,
        _ writer: ReceiptWriter,
        _ metrics: AgentMetrics
    ) -> CommandIntake {
        CommandIntake(
            journal: journal,
            verifier: CommandVerifier(
                machine: keys.machine,
                incarnation: writer.incarnation,
                keyset: keyset()
            ),
            writer: writer,
            runner: runner,
            memory: RefusalMemory(),
            logger: Self.logger,
            metrics: metrics
        )
    }
}
