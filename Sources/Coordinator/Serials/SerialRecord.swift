import Database
package import Passport

/// A row of the table `serial`.
package struct SerialRecord: Sendable {
    /// Of which product.
    package let gtin: GTIN
    /// The serial.
    package let serial: Serial
    /// The block it was granted in.
    package let block: String
    /// Where it stands in its life.
    package let state: SerialState
    /// Why it was scrapped.
    package let reason: ScrapReason?
    /// The machine's own word for why it was not commissioned.
    package let detail: String?
    /// The run it was used in.
    package let run: String?
    /// Which unit of the run, from 1.
    package let unit: Int64?
    /// When it last changed, milliseconds since 1970.
    package let changedAt: Int64

    init(row: DatabaseRow) throws {
        guard let state = SerialState(rawValue: try row.text("state")) else {
            throw CoordinatorError(.unexpected, "A serial stands as no serial does; restore a backup.")
        }
        gtin = try GTIN(row.text("gtin"))
        serial = Serial(checked: try row.text("serial"))
        block = try row.text("block")
        self.state = state
        reason = try row.optionalText("reason").flatMap(ScrapReason.init)
        detail = try row.optionalText("detail")
        run = try row.optionalText("run")
        unit = try row.optionalInt64("unit")
        changedAt = try row.int64("changed_at")
    }
}
