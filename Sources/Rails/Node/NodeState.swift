/// What the node says about itself: its network, its tip, and whether it can be believed yet.
struct NodeState: Hashable, Sendable {
    /// The calls whose answers `init` reads, in order.
    static let calls = [NodeCall("getblockchaininfo"), NodeCall("getmempoolinfo")]

    var tip: String
    var height: Int
    var isMempoolLoaded: Bool

    /// Reads the first answers. Throws `wrongNetwork`, or `loading` while the node downloads the chain.
    init(_ answers: [NodeAnswer], network: String) throws(RailError) {
        precondition(answers.count >= Self.calls.count, "the answers to all of NodeState.calls come first")
        let chain = try answers[0].result(of: "getblockchaininfo")
        let mempool = try answers[1].result(of: "getmempoolinfo")
        guard let name = chain["chain"]?.text, let height = chain["blocks"]?.integer,
            let tip = chain["bestblockhash"]?.text, NodePayment.isHash(tip)
        else { throw RailError(.badAnswer, "The node's getblockchaininfo has no chain, blocks or bestblockhash.") }
        guard name == network else {
            throw RailError(
                .wrongNetwork,
                "The node is on network \"\(name)\" and the configuration says \"\(network)\": correct one of them."
            )
        }
        // A regtest node calls itself downloading until its newest block is a day old at most; it has nobody to load
        // from.
        if name != "regtest", chain["initialblockdownload"]?.boolean != false {
            let headers = chain["headers"]?.integer ?? height
            throw RailError(.loading, "The node has \(height) of \(headers) blocks; wait until it has caught up.")
        }
        self.tip = tip
        self.height = height
        // Core before 0.19 does not say; it is then taken for loaded.
        isMempoolLoaded = mempool["loaded"]?.boolean ?? true
    }
}
