import Database

/// What was printed, once and for ever: a symbol of a link, by whom and when.
package struct PrintRecord: Encodable, Sendable {
    /// Its id.
    package let id: String
    /// The sheet that it stood on.
    package let sheet: String
    /// Whose it is.
    package let owner: String
    /// The link, as it was given.
    package let link: String
    /// What the symbol says, byte by byte.
    package let text: String
    /// The kind of symbol.
    package let symbology: Symbology
    /// How it was drawn.
    package let format: CarrierFormat
    /// SHA-256 of the file that was printed, 64 hex digits.
    package let digest: String
    /// When, milliseconds since 1970.
    package let printedAt: Int64
    /// By whom.
    package let printedBy: String

    init(row: DatabaseRow) throws {
        id = try row.text("id")
        sheet = try row.text("sheet")
        owner = try row.text("owner")
        link = try row.text("link")
        text = try row.text("text")
        guard let symbology = Symbology(rawValue: try row.text("symbology")),
            let format = CarrierFormat(rawValue: try row.text("format"))
        else { throw CoordinatorError(.unexpected, "The record of a print can't be read; report this.") }
        self.symbology = symbology
        self.format = format
        digest = try row.text("digest")
        printedAt = try row.int64("printed_at")
        printedBy = try row.text("printed_by")
    }

    /// The file that was printed, drawn again.
    /// - Throws: `conflict` when it is no longer drawn as it was: another version of the library draws differently.
    package func drawnAgain() throws(CoordinatorError) -> Carrier {
        let carrier = try Carrier(CarrierText(link), as: symbology, format)
        guard carrier.digest == digest, carrier.symbol.text == text else {
            throw CoordinatorError(
                .conflict,
                "This symbol is drawn otherwise today; what was printed says \"\(text)\" all the same."
            )
        }
        return carrier
    }
}
