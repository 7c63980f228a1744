/// A price, the inputs it was made from, and how long it holds. Complete: anyone can replay it and get the same amount.
package struct QuoteTerms: Hashable, Codable, Sendable {
    /// A currency or asset, and how many decimals its minor unit has.
    package struct Unit: Hashable, Codable, Sendable {
        /// Its code, e.g. `EUR` or `LTC`.
        package let code: String

        /// Decimals of the minor unit: EUR 2, LTC 8.
        package let decimals: Int

        /// Makes a unit.
        package init(code: String, decimals: Int) {
            self.code = code
            self.decimals = decimals
        }
    }

    /// The price of the goods, in minor units of `currency`.
    package let priceMinor: Int64

    /// What the price list is written in.
    package let currency: Unit

    /// What the customer pays with.
    package let asset: Unit

    /// How much of `currency` one whole unit of `asset` costs.
    package let rate: ExchangeRate

    /// What the customer pays: minor units of `asset`, rounded up, so that a sale never earns less than its price.
    package let amountMinor: Int64

    /// From when it holds, in wall milliseconds.
    package let quotedAt: Int64

    /// Until when it holds, not included.
    package let expiresAt: Int64

    /// Makes a quote.
    /// - Throws: `invalid`, or `limit` when the amount is above one payment's limit.
    package init(
        priceMinor: Int64,
        currency: Unit,
        asset: Unit,
        rate: ExchangeRate,
        quotedAt: Int64,
        validMilliseconds: Int64
    ) throws(CoordinatorError) {
        let (expiresAt, isTooLate) = quotedAt.addingReportingOverflow(validMilliseconds)
        guard validMilliseconds > 0, !isTooLate else {
            throw CoordinatorError(
                .invalid,
                "A quote valid for \(validMilliseconds) ms can't be paid. Set its validity."
            )
        }
        self.priceMinor = priceMinor
        self.currency = currency
        self.asset = asset
        self.rate = rate
        self.quotedAt = quotedAt
        self.expiresAt = expiresAt
        amountMinor = try Self.amount(priceMinor: priceMinor, currency: currency, asset: asset, rate: rate)
    }

    /// Whether it can still be paid at `now`, in wall milliseconds.
    package func isValid(at now: Int64) -> Bool { now >= quotedAt && now < expiresAt }

    /// Computes the amount again from the recorded inputs.
    /// - Throws: `conflict` when the record says otherwise, or what making a quote of the inputs throws.
    package func replay() throws(CoordinatorError) {
        let again = try Self.amount(priceMinor: priceMinor, currency: currency, asset: asset, rate: rate)
        guard again == amountMinor, expiresAt > quotedAt else {
            throw CoordinatorError(
                .conflict,
                "The quote says \(amountMinor) minor units of \(asset.code), its inputs say \(again). Do not honour it."
            )
        }
    }

    /// price / 10^currency decimals / rate * 10^asset decimals, rounded up, in 128 bits.
    private static func amount(
        priceMinor: Int64,
        currency: Unit,
        asset: Unit,
        rate: ExchangeRate
    ) throws(CoordinatorError) -> Int64 {
        let decimals = 0...18
        guard priceMinor > 0, decimals.contains(currency.decimals), decimals.contains(asset.decimals) else {
            throw CoordinatorError(
                .invalid,
                "\(priceMinor) minor units of \(currency.code) is not a price. Check the price list."
            )
        }
        let factors = [UInt128(ExchangeRate.powerOfTen(asset.decimals)), UInt128(rate.denominator)]
        var dividend = UInt128(priceMinor.magnitude)
        var hasOverflowed = false
        for factor in factors {
            let (product, overflow) = dividend.multipliedReportingOverflow(by: factor)
            dividend = product
            hasOverflowed = hasOverflowed || overflow
        }
        let divisor = UInt128(ExchangeRate.powerOfTen(currency.decimals)) * UInt128(rate.numerator)
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let amount = remainder == 0 ? quotient : quotient + 1
        guard !hasOverflowed, amount <= UInt128(PaymentMatcher.maximumAmountMinor) else {
            throw CoordinatorError(
                .limit,
                "\(priceMinor) minor units of \(currency.code) at \(rate.text) is more \(asset.code) than one payment"
                    + " can be. Check the price and the rate."
            )
        }
        return Int64(amount)
    }
}
