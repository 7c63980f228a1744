import Protocol

/// A price that the coordinator stands by, with every input it was made from: the claims of a `mintmark-quote+jwt`
/// envelope. Anyone who knows the deployment's quote key can check it and compute the amount again.
package struct QuoteClaims: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The deployment.
    package var iss: String
    /// The order.
    package var jti: String
    /// When it was made, seconds since 1970.
    package var iat: Int64
    /// Until when it can be paid, seconds since 1970.
    package var exp: Int64
    /// Where.
    package var place: String
    /// What.
    package var selection: String
    /// The price in minor units of `currency`, a decimal text.
    package var price: String
    /// What the price list is written in.
    package var currency: QuoteTerms.Unit
    /// What to pay, in minor units of `asset`, a decimal text.
    package var amount: String
    /// What is paid.
    package var asset: QuoteTerms.Unit
    /// How much of `currency` one whole unit of `asset` costs.
    package var rate: ExchangeRate
    /// Where the rate comes from.
    package var rateSource: String
    /// By which rail.
    package var rail: String
    /// Where to pay.
    package var address: String

    /// The quote of a sale that is paid at `address`.
    package init(_ record: SaleRecord, address: String, deployment: String) {
        let terms = record.quoteTerms
        iss = deployment
        jti = record.id
        iat = terms.quotedAt / 1_000
        exp = terms.expiresAt / 1_000
        place = record.place
        selection = record.selection
        price = String(terms.priceMinor)
        currency = terms.currency
        amount = String(terms.amountMinor)
        asset = terms.asset
        rate = terms.rate
        rateSource = "configuration"
        rail = record.rail
        self.address = address
    }

    /// Computes the amount again from the inputs.
    /// - Throws: `conflict` when the quote says otherwise, `invalid` when its inputs make no sense.
    package func replay() throws(CoordinatorError) {
        guard let priceMinor = Int64(price), exp > iat else {
            throw CoordinatorError(.invalid, "Quote \(jti) has no price or no time; do not honour it.")
        }
        let terms = try QuoteTerms(
            priceMinor: priceMinor,
            currency: currency,
            asset: asset,
            rate: rate,
            quotedAt: iat * 1_000,
            validMilliseconds: (exp - iat) * 1_000
        )
        guard String(terms.amountMinor) == amount else {
            throw CoordinatorError(
                .conflict,
                "Quote \(jti) asks for \(amount), its inputs make \(terms.amountMinor); do not honour it."
            )
        }
    }
}
