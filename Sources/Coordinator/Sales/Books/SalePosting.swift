/// One transfer a sale asks for: which step, how much, and what makes its id its own.
package struct SalePosting: Hashable, Codable, Sendable {
    /// What makes the transfer's id its own within the sale and step.
    package enum Subject: Hashable, Codable, Sendable {
        /// The sale's one command: the id derives from the command's id.
        case command
        /// A payment, the time it came or went.
        case payment(reference: String, cycle: Int64)
        /// A running number within the sale.
        case number(Int64)
    }

    /// Which transfer.
    package let step: SaleStep

    /// How much, in minor units; above 0.
    package let amountMinor: Int64

    /// What makes its id its own. A step that posts or voids another has the other's subject.
    package let subject: Subject

    /// Makes a posting.
    package init(step: SaleStep, amountMinor: Int64, subject: Subject) {
        self.step = step
        self.amountMinor = amountMinor
        self.subject = subject
    }
}
