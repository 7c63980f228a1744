/// The page of one order: where to pay, and how it stands.
struct OrderPage {
    let order: OrderView

    var html: HTML {
        """
        <h1>\(order.name)</h1>
        <div data-order="\(order.id)" data-revision="\(String(order.revision))">
        <p class="status" role="status">\(order.text)</p>
        \(payment)
        </div>
        \(again)
        <script src="/live.js" defer></script>
        """
    }

    private var payment: HTML {
        guard let address = order.address, let uri = order.uri, !order.status.isFinal, order.status != .delivering,
            order.status != .beingChecked
        else { return "" }
        return """
            <dl>
            <dt>Amount</dt><dd>\(order.amountText) \(order.asset)</dd>
            <dt>Pay to</dt><dd><code>\(address)</code></dd>
            </dl>
            \(button(uri))
            """
    }

    private func button(_ uri: String) -> HTML {
        guard order.playMoney else { return "<p><a href=\"\(uri)\">Open in your wallet</a></p>" }
        return """
            <div class="play"><p><strong>PLAY MONEY</strong>: this order is paid with nothing of worth.</p>
            <form method="post" action="/o/\(order.id)/play-money"><button>Pay with play money</button></form></div>
            """
    }

    private var again: HTML { "<p><a href=\"/m/\(order.place)\">Back to \(order.place)</a></p>" }
}
