import Protocol
import Rails

/// An order as its customer sees it, in JSON. It holds nothing that a stranger with its id may not know.
package struct OrderView: Codable, Sendable, Equatable {
    /// The order's id.
    package let id: String
    /// How it stands, see `OrderStatus`.
    package let status: OrderStatus
    /// The same in words.
    package let text: String
    /// Where.
    package let place: String
    /// Which selection.
    package let selection: String
    /// Its name.
    package let name: String
    /// The price in minor units of `currency`, a decimal text.
    package let price: String
    /// What the price list is written in.
    package let currency: String
    /// What to pay, in minor units of `asset`, a decimal text.
    package let amount: String
    /// The same in whole units, for people.
    package let amountText: String
    /// What was seen of it so far, minor units.
    package let paid: String
    /// What is paid.
    package let asset: String
    /// By which rail.
    package let rail: String
    /// Whether it is play money.
    package let playMoney: Bool
    /// Where to pay.
    package let address: String?
    /// What the QR code holds.
    package let uri: String?
    /// Until when, milliseconds since 1970.
    package let expires: Int64
    /// The signed quote.
    package let quote: String?
    /// Rises with every change.
    package let revision: Int64

    /// The view of a sale.
    package init(_ record: SaleRecord) {
        let terms = record.quoteTerms
        id = record.id
        status = OrderStatus(record)
        text = status.words
        place = record.place
        selection = record.selection
        name = record.selectionName
        price = String(terms.priceMinor)
        currency = terms.currency.code
        amount = String(terms.amountMinor)
        amountText = RailAmount.text(minor: terms.amountMinor, decimals: terms.asset.decimals)
        paid = String(record.state.totals.seenMinor)
        asset = terms.asset.code
        rail = record.rail
        playMoney = terms.asset.code.hasPrefix("SANDBOX-")
        address = record.address
        uri = record.uri
        expires = terms.expiresAt
        quote = record.quote
        revision = record.revision
    }
}
