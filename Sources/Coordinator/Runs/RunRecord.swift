import Database
package import Passport
import Protocol

/// A row of the table `run`.
package struct RunRecord: Sendable {
    /// The id.
    package let id: String
    /// What is made.
    package let gtin: GTIN
    /// The lot that its links name.
    package let lot: Lot?
    /// How many units are to be commissioned.
    package let count: Int64
    /// How many serials are granted beyond them, for units that are scrapped.
    package let spare: Int64
    /// Which line.
    package let machine: String
    /// Whose.
    package let owner: String
    /// How it stands.
    package var progress: RunProgress
    /// Since when it stands so, milliseconds since 1970.
    package var since: Int64
    /// Units with a serial that was read back.
    package var commissioned: Int64
    /// Units that were scrapped.
    package var scrapped: Int64
    /// Serials that were never written.
    package var unusable: Int64
    /// The command that started it.
    package var command: String?
    /// W3C trace context of its making.
    package let traceparent: String
    /// When it was made, milliseconds since 1970.
    package let createdAt: Int64
    /// When it was over, milliseconds since 1970.
    package var endedAt: Int64?

    init(row: DatabaseRow) throws {
        guard let state = RunState(rawValue: try row.text("state")) else {
            throw CoordinatorError(.unexpected, "A run stands as no run does; restore a backup.")
        }
        id = try row.text("id")
        gtin = try GTIN(row.text("gtin"))
        lot = try row.optionalText("lot").map(Lot.init(checked:))
        count = try row.int64("count")
        spare = try row.int64("spare")
        machine = try row.text("machine")
        owner = try row.text("owner")
        progress = RunProgress(
            state: state,
            asked: try row.optionalText("asked").flatMap(RunProgress.Request.init),
            reason: try row.optionalText("reason")
        )
        since = try row.int64("since")
        commissioned = try row.int64("commissioned")
        scrapped = try row.int64("scrapped")
        unusable = try row.int64("unusable")
        command = try row.optionalText("command")
        traceparent = try row.text("traceparent")
        createdAt = try row.int64("created_at")
        endedAt = try row.optionalInt64("ended_at")
    }
}
