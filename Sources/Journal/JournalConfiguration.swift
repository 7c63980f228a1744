package import SQLite

/// Limits of a journal. Everything in it is bounded; the usual values suit a machine with a small card.
package struct JournalConfiguration: Sendable {
    /// Most bytes of a command's envelope, an intent's detail, an outcome, a receipt or a telemetry payload.
    package var maximumPayloadBytes = 65_536
    /// Most bytes of a key-value entry.
    package var maximumValueBytes = 1 << 20
    /// Most key-value entries.
    package var maximumValues = 256
    /// Most bytes the database file may have. Work beyond it fails with `.full`.
    package var maximumBytes: Int64 = 512 << 20
    /// Most commands received and not closed.
    package var maximumOpenCommands: Int64 = 256
    /// Most intents without outcome, to deliver and to stamp; the reserve is made for this many outcomes.
    package var maximumOpenIntents: Int64 = 8
    /// Most blocks with serials left.
    package var maximumOpenBlocks: Int64 = 64
    /// Most receipts that wait for their acknowledgement; beyond it only outcomes are taken.
    package var maximumPendingReceipts: Int64 = 200_000
    /// How long an acknowledged receipt is kept for a coordinator restored from a backup.
    package var keptMilliseconds: Int64 = 30 * 24 * 3_600 * 1_000
    /// Most acknowledged receipts kept, whatever their age.
    package var maximumKeptReceipts: Int64 = 100_000
    /// Most bytes of acknowledged receipts kept, whatever their age.
    package var maximumKeptBytes: Int64 = 128 << 20
    /// Most dead letters kept; the oldest goes first, and is counted.
    package var maximumDeadLetters: Int64 = 1_000
    /// Most closed commands remembered for an exact answer to a repetition. The high-water mark is kept for ever.
    package var maximumClosedCommands: Int64 = 100_000
    /// Most telemetry rows; the oldest goes first, and is counted.
    package var maximumTelemetryRows: Int64 = 20_000
    /// Most bytes of telemetry payloads; the oldest goes first, and is counted.
    package var maximumTelemetryBytes: Int64 = 16 << 20
    /// Free bytes of the disk, and of the page budget, below which telemetry is refused.
    package var telemetryFreeBytes: Int64 = 32 << 20
    /// After an unclean stop the whole file is checked when it has at most this many pages; a larger one is probed.
    /// That keeps the start's time bounded.
    package var checkedPagesAtStart: Int64 = 4_096
    /// Most rows one call removes.
    package var pruneRows = 1_000
    /// Limits of the writer.
    package var writer = GroupCommitConfiguration(threadName: "journal")

    /// Everything at its usual value.
    package init() {}

    /// Bytes kept free for outcomes: for each open intent its outcome and its receipt, and the pages of the indexes and
    /// of the marks that change with them, each written once to the WAL.
    package var reserveBytes: Int64 {
        let payloadPages = 2 * (Int64(maximumPayloadBytes) / JournalConfiguration.pageBytes + 2)
        return maximumOpenIntents * (payloadPages + 24) * JournalConfiguration.pageBytes
    }

    /// SQLite's page size here, its default.
    static let pageBytes: Int64 = 4_096

    /// The page budget of ordinary work.
    var maximumPages: Int64 { maximumBytes / JournalConfiguration.pageBytes }
}
