/// The times and limits of sales.
package struct SalesConfiguration: Sendable, Equatable {
    /// How long a quote holds, in seconds.
    package var quoteSeconds: Int64 = 900
    /// How long a sale whose price was seen waits for confirmations after the quote's end, in seconds.
    package var confirmationSeconds: Int64 = 86_400
    /// How long a machine may wait before it starts a delivery, in seconds.
    package var commandSeconds: Int64 = 120
    /// How long a rail that can hold keeps a payment for us, in seconds, from when it is first seen.
    package var holdSeconds: Int64 = 600
    /// How long after the last moment of a delivery its receipt may come before the sale is in doubt, in seconds.
    package var receiptGraceSeconds: Int64 = 60
    /// Unpaid orders that one place may have at a time.
    package var openOrdersPerPlace = 50
    /// How deep a payment must be buried on rails whose asset has no policy of its own.
    package var confirmations: Int64 = 6

    /// The defaults.
    package init() {}
}
