import Protocol

/// A row of the table `sale`: what was asked for, what it was quoted at, and how money and goods stand.
package struct SaleRecord: Sendable {
    /// How far the order has come towards the customer.
    package enum Phase: String, Sendable {
        /// A unit is reserved; there is no address yet.
        case preparing
        /// The customer has address and quote.
        case offered
        /// The rail gave no address; nobody ever saw this order.
        case withdrawn
    }

    /// The sale's id, which is also the order's.
    package let id: String
    /// Whose.
    package let owner: String
    /// Where.
    package let place: String
    /// What, as the request named it.
    package let selection: String
    /// What, in the customer's words.
    package let selectionName: String
    /// From which lane.
    package let lane: String
    /// By which machine.
    package let machine: String
    /// How it is paid.
    package let rail: String
    /// The price and its inputs.
    package let quoteTerms: QuoteTerms
    /// The longest that the machine takes to deliver, in milliseconds.
    package let longestDeliveryMilliseconds: Int64
    /// W3C trace context from order to ledger.
    package let traceparent: String
    /// When the order was made, milliseconds since 1970.
    package let createdAt: Int64
    /// How far it has come.
    package var phase: Phase
    /// Where to pay.
    package var address: String?
    /// What the QR code holds.
    package var uri: String?
    /// The signed quote.
    package var quote: String?
    /// Money and goods.
    package var state: SaleState
    /// Its command, once there is one.
    package var command: String?
    /// From when on the machine must not start, seconds since 1970.
    package var commandExpires: Int64?
    /// When the rail must have given a hold back, milliseconds since 1970.
    package var holdUntil: Int64?
    /// Rises with every change.
    package var revision: Int64
    /// When it last changed, milliseconds since 1970.
    package var changedAt: Int64
}
