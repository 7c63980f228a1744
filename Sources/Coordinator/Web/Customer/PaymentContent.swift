import Rails

/// What the page of an order shows while it asks for money.
struct PaymentContent {
    /// The QR code; nil when the destination is longer than one holds.
    let code: CodeContent?
    let uri: String
    /// As wallets take it: with a point, without a unit.
    let amount: String
    let asset: String
    let address: String
    let playAction: String
    let millisecondsLeft: Int64
    let timeLeft: String

    /// Nil when nothing is to be paid, or no longer: nobody is asked for money that would come too late.
    init?(_ record: SaleRecord, _ status: OrderStatus, now: Moment, _ language: Language) {
        guard status == .waitingForPayment || status == .partlyPaid, let destination = record.address,
            let payment = PaymentURI(record)
        else { return nil }
        let terms = record.quoteTerms
        let left = terms.expiresAt - now.milliseconds
        guard left > 0 else { return nil }
        let due = terms.amountMinor - record.state.totals.seenMinor
        let title = PaymentPhrase.codeTitle.text(language, ["amount": language.amount(due, terms.asset)])
        code = try? CodeContent(payment.text, title: title)
        uri = payment.text
        amount = PageMoney.number(due, decimals: terms.asset.decimals)
        asset = terms.asset.displayCode
        address = destination
        playAction = "/o/\(record.id)/play-money"
        millisecondsLeft = left
        timeLeft = Quantity.minutes.text((left + 59_999) / 60_000, language)
    }
}
