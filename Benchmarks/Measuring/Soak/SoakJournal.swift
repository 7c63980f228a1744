/// The receipts of one machine when all is over, as its journal has them and as the coordinator has them.
package struct SoakJournal: Sendable, Equatable {
    /// The machine.
    package var machine: String
    /// The last receipt that was written.
    package var written: Int
    /// The last one that the coordinator acknowledged.
    package var acknowledged: Int
    /// Receipts that the coordinator did not believe.
    package var deadLetters: Int
    /// Receipts that the coordinator has stored.
    package var stored: Int

    /// Makes a journal.
    package init(machine: String, written: Int, acknowledged: Int, deadLetters: Int, stored: Int) {
        self.machine = machine
        self.written = written
        self.acknowledged = acknowledged
        self.deadLetters = deadLetters
        self.stored = stored
    }
}
