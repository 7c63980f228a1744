import Rails
import TestSupport

/// The node rail under the contract, on a real litecoind.
final class NodeSubject: RailContractSubject {
    private actor Holder {
        var rail: NodeRail

        init(_ rail: NodeRail) {
            self.rail = rail
        }

        func set(_ rail: NodeRail) {
            self.rail = rail
        }
    }

    let node: Litecoind
    let configuration: NodeConfiguration
    private let holder: Holder

    private init(node: Litecoind, configuration: NodeConfiguration) throws {
        self.node = node
        self.configuration = configuration
        holder = Holder(try NodeRail(configuration))
    }

    /// A node whose customer has so many coins to spend, each in a transaction of its own.
    static func start(coins: Int = 5) async throws -> NodeSubject {
        let node = try await Litecoind.start()
        try await node.mine(100 + coins)
        return try NodeSubject(node: node, configuration: configuration(of: node))
    }

    static func configuration(of node: Litecoind) -> NodeConfiguration {
        var configuration = NodeConfiguration(
            id: "litecoin",
            coin: .litecoin,
            network: "regtest",
            url: node.url,
            wallet: "shop",
            credentials: .password(user: Litecoind.user, password: Litecoind.password)
        )
        configuration.hintIntervalMilliseconds = 50
        return configuration
    }

    var rail: any Rail {
        get async { await holder.rail }
    }

    func reopen() async throws {
        await holder.set(try NodeRail(configuration))
    }

    func pay(_ address: String, _ amountText: String) async throws -> String {
        let transaction = try await node.send(to: address, amount: amountText)
        return try await reference(transaction, address)
    }

    /// `txid:vout` of the output that pays the address; the node puts the change before or after it.
    func reference(_ transaction: String, _ address: String) async throws -> String {
        for output in 0..<10 {
            let found = try await node.rpc("gettxout", [transaction, "\(output)", "true"])
            if found.contains("\"\(address)\"") { return "\(transaction):\(output)" }
        }
        throw TestSupportError("\(transaction) does not pay \(address)")
    }

    func confirm() async throws {
        try await node.mine()
    }

    func doubleSpend(_ reference: String) async throws {
        _ = try await node.doubleSpend(String(reference.prefix { $0 != ":" }))
    }

    func reorganise(_ reference: String) async throws {
        try await node.invalidateBestBlock()
        try await node.mineEmpty()
        try await node.mineEmpty()
    }
}
