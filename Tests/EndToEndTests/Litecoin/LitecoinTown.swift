import TestSupport
import Testing

/// A customer with coins, a node, and a shop that is paid through it. One for a whole suite: the chain takes longest to
/// start, and goes on from test to test.
struct LitecoinTown: Sendable {
    /// The one that the running test has.
    @TaskLocal static var current: LitecoinTown?

    /// What a snack costs, in litoshi: 1.50 EUR at 75 EUR.
    static let price = "2000000"
    /// The price in whole coins, as the customer's wallet takes it.
    static let priceText = "0.02"

    let node: Litecoind
    let stand: Stand

    /// Small amounts ride on one confirmation, larger ones wait for three.
    static func configuration(quoteSeconds: Int) -> String {
        """
        "rates":{"LTC":"75"},"sales":{"quoteSeconds":\(quoteSeconds)},
        "confirmations":{"LTC":{"steps":[{"upTo":"3000000","confirmations":1}],"beyond":3}}
        """
    }

    static func start() async throws -> LitecoinTown {
        let node = try await Litecoind.start()
        // The customer can spend the rewards of the first twelve blocks.
        try await node.mine(112)
        var options = Stand.Options()
        options.rails = """
            [{"id":"litecoin","kind":"node","coin":"LTC","network":"regtest","url":"\(node.url)","wallet":"shop",
            "user":"\(Litecoind.user)","password":"\(Litecoind.password)","hintIntervalMilliseconds":50}]
            """
        options.configuration = configuration(quoteSeconds: 120)
        return LitecoinTown(node: node, stand: try await Stand.start(options))
    }

    /// The customer orders, and reads what to pay and where.
    func order(_ selection: String) async throws -> (id: String, address: String) {
        let order = try await stand.order(selection)
        #expect(order["amount"].text == Self.price)
        #expect(order["asset"].text == "LTC")
        #expect(order["playMoney"].text == "false")
        let address = order["address"].text
        #expect(address.hasPrefix("rltc1"))
        #expect(order["uri"].text == "litecoin:\(address)?amount=0.02")
        return (order["id"].text, address)
    }

    /// The customer orders and pays; the shop sees it in the mempool.
    func orderAndPay(_ selection: String, amount: String = priceText) async throws -> (id: String, payment: String) {
        let (id, address) = try await order(selection)
        let payment = try await node.send(to: address, amount: amount)
        try await stand.customer(of: id, reads: "paymentSeen")
        return (id, payment)
    }

    /// Kills the node as a crash would, but for the blocks: what it had on disk is the whole chain.
    func killNode() async throws {
        // Writes the chain state to the disk before it counts it.
        try await node.rpc("gettxoutsetinfo")
        try await node.kill()
    }

    /// Starts the node again, and waits until the payment is back in its mempool.
    func restartNode(holding payment: String) async throws {
        try await node.restart()
        try await eventually("the wallet sent \(payment) again", timeoutSeconds: 30) {
            try await node.rpc("getrawmempool").contains(payment)
        }
    }
}

/// Starts a town before a suite and ends it afterwards.
struct LitecoinTownTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let town = try await LitecoinTown.start()
        try await LitecoinTown.$current.withValue(town) { try await function() }
    }
}

extension Trait where Self == LitecoinTownTrait {
    /// The suite's tests share one `LitecoinTown`.
    static var litecoinTown: LitecoinTownTrait { LitecoinTownTrait() }
}
