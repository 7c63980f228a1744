/// What the coordinator says of a sale when all is over.
package struct SoakSale: Sendable, Equatable {
    /// A payment.
    package struct Payment: Sendable, Equatable {
        /// In minor units.
        package var amountMinor: Int64
        /// Where the books have it.
        package var booking: String

        /// Makes a payment.
        package init(amountMinor: Int64, booking: String) {
            self.amountMinor = amountMinor
            self.booking = booking
        }
    }

    /// How it ended; nil if it did not.
    package var ending: String?
    /// Where the goods are.
    package var goods: String
    /// Its payments.
    package var payments: [Payment]
    /// When it last changed, in milliseconds since 1970.
    package var changedAt: Double

    /// Makes a sale.
    package init(ending: String?, goods: String, payments: [Payment], changedAt: Double) {
        self.ending = ending
        self.goods = goods
        self.payments = payments
        self.changedAt = changedAt
    }

    /// Whether what was paid went somewhere that a customer can be told of.
    package var isSettled: Bool {
        switch ending {
        case "captured", "refunded", "credited", "withPerson", "writtenOff": true
        // Nothing is owed: then each payment must have been given back by its rail.
        case "released": payments.allSatisfy { $0.booking == "released" }
        default: false
        }
    }
}
