/// How a transaction stands with the chain, as `listsinceblock` and `gettransaction` both write it.
struct NodeStanding: Hashable, Sendable {
    var confirmations: Int
    var blockHash: String?
    /// The replacement named by the wallet first, then the others in their order.
    var conflicts: [String]

    init(_ entry: JSONValue) throws(RailError) {
        guard let confirmations = entry["confirmations"]?.integer else {
            throw RailError(.badAnswer, "The node lists a transaction without confirmations; is it a Core-family node?")
        }
        self.confirmations = confirmations
        blockHash = confirmations > 0 ? entry["blockhash"]?.text : nil
        let named = entry["replaced_by_txid"]?.text.map { [$0] } ?? []
        conflicts = named + (entry["walletconflicts"]?.elements ?? []).compactMap(\.text)
    }
}
