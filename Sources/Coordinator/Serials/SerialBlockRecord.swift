import Database
package import Passport

/// A row of the table `serial_block`.
package struct SerialBlockRecord: Sendable {
    /// How far its grant or its return has come.
    package enum Standing: String, CaseIterable, Codable, Sendable {
        /// Its grant waits for its entry in the log.
        case recorded
        /// The machine was told.
        case sent
        /// The machine has it on its disk.
        case held
        /// Nobody needs it any more; the machine is to be asked for it.
        case unneeded
        /// The machine was asked for it back.
        case returning
        /// Nothing is taken from it any more.
        case closed

        /// Whether its machine may use it, or will as soon as it has it.
        var isOfUse: Bool {
            switch self {
            case .recorded, .sent, .held: true
            case .unneeded, .returning, .closed: false
            }
        }
    }

    /// The id.
    package let id: String
    /// Of which product.
    package let gtin: GTIN
    /// Whose.
    package let owner: String
    /// The machine that may use it.
    package let machine: String
    /// The life of the machine that it was granted to.
    package let incarnation: Int64
    /// The run that it was granted for; nil for one ahead of any run.
    package let run: String?
    /// How many serials.
    package let count: Int64
    /// How far it is.
    package let standing: Standing
    /// The command that granted it or asked for it back, whichever was last.
    package let command: String?
    /// Who granted it.
    package let grantedBy: String
    /// When, milliseconds since 1970.
    package let createdAt: Int64

    init(row: DatabaseRow) throws {
        guard let standing = Standing(rawValue: try row.text("state")) else {
            throw CoordinatorError(.unexpected, "A block stands as no block does; restore a backup.")
        }
        id = try row.text("id")
        gtin = try GTIN(row.text("gtin"))
        owner = try row.text("owner")
        machine = try row.text("machine")
        incarnation = try row.int64("incarnation")
        run = try row.optionalText("run")
        count = try row.int64("count")
        self.standing = standing
        command = try row.optionalText("command")
        grantedBy = try row.text("granted_by")
        createdAt = try row.int64("created_at")
    }

    /// What names it in the log.
    package var subject: String { "block:\(id)" }
}
