package import Faults

/// A guard, and where the simulation has to notice that it is gone.
package struct MutantTrial: Sendable {
    /// What takes it away.
    package let mutant: Mutant
    /// The guard, in words.
    package let words: String
    /// The file that it stands in.
    package let file: String
    /// Where its absence is looked for.
    package let ground: ProvingGround

    private init(_ mutant: Mutant, _ words: String, in file: String, at ground: ProvingGround) {
        self.mutant = mutant
        self.words = words
        self.file = "Sources/\(file).swift"
        self.ground = ground
    }

    /// One for each mutant.
    package static let all: [MutantTrial] = ofStores + ofMachines + ofMoney + ofCoordinators

    private static let ofStores = [
        MutantTrial(
            .commitsNotSynced,
            "A commit is synced before it returns: `synchronous=FULL`.",
            in: "SQLite/Connection/Connection",
            at: .sale
        ),
        MutantTrial(
            .intentsNotSynced,
            "An intent is synced before anything moves.",
            in: "Journal/Intents/JournalStore+Intents",
            at: .sale
        ),
        MutantTrial(
            .toldBeforeTheCommit,
            "Nobody hears that something is done before its commit has returned.",
            in: "SQLite/GroupCommit/GroupCommitBatch",
            at: .sale
        ),
        MutantTrial(
            .walNotRenewed,
            "Whoever owns a database writes its WAL again when it opens it.",
            in: "SQLite/Connection/Connection",
            at: .syncs
        ),
        MutantTrial(
            .readersCheckpoint,
            "A reader can't write, and no connection moves the WAL into the file by itself.",
            in: "SQLite/Connection/Connection",
            at: .readers
        ),
    ]

    private static let ofMachines = [
        MutantTrial(
            .counterNotKept,
            "A command and its counter are kept in one transaction.",
            in: "Journal/Inbox/JournalStore+Inbox",
            at: .sale
        ),
        MutantTrial(
            .openIntentsTakenForUndone,
            "An intent that a start finds without an outcome is in doubt.",
            in: "Machine/Deliver/DeliveryResult",
            at: .sale
        ),
        MutantTrial(
            .openUnitsRunAgain,
            "A unit that a start finds without an outcome is read back, and never marked again.",
            in: "Machine/Stamp/StampSequencer",
            at: .stamp
        ),
        MutantTrial(
            .furtherAttemptsWithoutIntent,
            "A further attempt has an intent of its own before the motor turns.",
            in: "Machine/Deliver/DeliverSequencer+Drive",
            at: .worlds
        ),
        MutantTrial(
            .interlocksIgnored,
            "No motor turns while its door is open.",
            in: "Machine/Deliver/DeliverSequencer+Drive",
            at: .worlds
        ),
        MutantTrial(
            .expiryIgnored,
            "A command whose time is over is not begun.",
            in: "EdgeAgent/Health/TrustedTime",
            at: .worlds
        ),
        MutantTrial(
            .timedOutWritesRepeated,
            "A command to mark whose answer does not come is looked for in the counters, not given once more.",
            in: "Machine/Stamp/StampSequencer+Requests",
            at: .bus
        ),
        MutantTrial(
            .serialsNotSpent,
            "The intent to mark a serial uses it up.",
            in: "Journal/Stamping/JournalStore+Blocks",
            at: .stamp
        ),
        MutantTrial(
            .blocksOverlap,
            "A block is refused when one of its serials is in another block.",
            in: "Journal/Stamping/JournalStore+Blocks",
            at: .blocks
        ),
    ]

    private static let ofMoney = [
        MutantTrial(
            .capturedAtDispatch,
            "Held money is taken when the goods have fallen, not when the machine is commanded.",
            in: "Coordinator/Sales/Machine/SaleTransition+Payments",
            at: .worlds
        ),
        MutantTrial(
            .overdueCommandsVoided,
            "No deadline moves the money of a command that the machine may still run.",
            in: "Coordinator/Sales/Machine/SaleTransition+Deadlines",
            at: .worlds
        ),
        MutantTrial(
            .railCursorFirst,
            "A rail's cursor is stored in one transaction with what it has passed.",
            in: "Coordinator/RailWatch/RailWatch",
            at: .worlds
        ),
        MutantTrial(
            .railOutboxDoneFirst,
            "What a rail is asked for is done when the rail has answered.",
            in: "Coordinator/SaleDesk/RailOutboxSender",
            at: .worlds
        ),
        MutantTrial(
            .stockNotReserved,
            "An order promises one unit of its lane.",
            in: "Coordinator/Sales/Readiness/StockRule",
            at: .worlds
        ),
        MutantTrial(
            .orderKeysIgnored,
            "An order that comes again with its key is the same order.",
            in: "Coordinator/Idempotency/IdempotencyKey",
            at: .worlds
        ),
    ]

    private static let ofCoordinators = [
        MutantTrial(
            .receiptsAppliedAgain,
            "A receipt that was stored before is acknowledged, and changes nothing.",
            in: "Coordinator/Receipts/ReceiptRule",
            at: .worlds
        ),
        MutantTrial(
            .receiptsInTwoTransactions,
            "A receipt, all that follows from it, and how far the receipts are stored are one transaction.",
            in: "Coordinator/Receipts/ReceiptApplier",
            at: .worlds
        ),
        MutantTrial(
            .olderJournalsAdmitted,
            "A journal with an old ratchet, or behind what it has acknowledged, gets no session.",
            in: "Coordinator/Agents/SessionAdmission",
            at: .worlds
        ),
        MutantTrial(
            .restoresUnnoticed,
            "A database that was put back begins a new generation.",
            in: "Coordinator/Recovery/DatabaseLife",
            at: .worlds
        ),
        MutantTrial(
            .checkpointsBeforeTiles,
            "A checkpoint of the log is shown when its tiles are on the disk.",
            in: "Coordinator/Log/LogSequencer",
            at: .log
        ),
    ]
}
