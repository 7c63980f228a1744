extension NodeRail {
    /// The wallet's address labelled with the order, made the first time; see `Rail`.
    package func makeDestination(order: String, amountMinor: Int64) async throws(RailError) -> PaymentDestination {
        try RailOrder.check(order, amountMinor: amountMinor)
        let lookUp = NodeState.calls + [NodeCall("getaddressesbylabel", [.string(order)])]
        var answers = try await connection.ask(lookUp)
        // Before any address is made: one from another network would lose real money.
        _ = try NodeState(answers, network: configuration.network)
        var addresses = try NodeAddressBook.addresses(answers[NodeState.calls.count])
        if addresses.isEmpty {
            let made = try await connection.ask([
                NodeCall("getnewaddress", [.string(order), .string(configuration.addressType)])
            ])
            _ = try made[0].result(of: "getnewaddress")
            answers = try await connection.ask(lookUp)
            addresses = try NodeAddressBook.addresses(answers[NodeState.calls.count])
        }
        let address = try await first(of: addresses, order: order)
        let amount = RailAmount.text(minor: amountMinor, decimals: asset.decimals)
        return PaymentDestination(
            address: address,
            uri: "\(configuration.coin.uriScheme):\(address)?amount=\(amount)"
        )
    }

    /// Two coordinators asking at the same moment make two addresses. The wallet hands out keys in order and labels
    /// each in the same step, so the lowest key index is the same answer for both, and for everyone after them.
    private func first(of addresses: [String], order: String) async throws(RailError) -> String {
        if addresses.count == 1 { return addresses[0] }
        let answers = try await connection.ask(addresses.map { NodeCall("getaddressinfo", [.string($0)]) })
        guard let address = try NodeAddressBook.lowest(addresses, answers) else {
            throw RailError(.badAnswer, "The node made an address for order \(order) and does not list it; try again.")
        }
        return address
    }
}
