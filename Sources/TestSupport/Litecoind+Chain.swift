import _StringProcessing

extension Litecoind {
    /// Mines so many blocks with everything in the mempool; the reward goes to the customer.
    ///
    /// - Returns: The blocks' hashes.
    @discardableResult
    package func mine(_ count: Int = 1) async throws -> [String] {
        // A fresh address each time: the same block twice would be refused as the one that was invalidated.
        let address = try await rpc("getnewaddress", wallet: "customer")
        let hashes = try await rpc("generatetoaddress", ["\(count)", address])
        return hashes.split(separator: "\"").map(String.init).filter { $0.count == 64 }
    }

    /// Mines one block without anything from the mempool.
    package func mineEmpty() async throws {
        let address = try await rpc("getnewaddress", wallet: "customer")
        try await rpc("generateblock", [address, "[]"])
    }

    /// Mines 101 blocks, after which the customer can spend the first reward of 50.
    package func mineTo101() async throws {
        try await mine(101)
    }

    /// The customer pays; nothing is mined.
    ///
    /// - Parameter amount: Whole coins as decimal text, e.g. `"0.3"`.
    /// - Returns: The transaction's id.
    package func send(to address: String, amount: String, replaceable: Bool = true) async throws -> String {
        try await rpc("sendtoaddress", [address, amount, "", "", "false", "\(replaceable)"], wallet: "customer")
    }

    /// The customer pays several bech32 addresses, or one several times, in one transaction.
    ///
    /// - Returns: The transaction's id.
    package func send(outputs: [(address: String, amount: String)]) async throws -> String {
        // The node writes no address twice, so stand-ins are paid first and their scripts are exchanged afterwards.
        var list: [String] = []
        var scripts: [(standIn: String, wanted: String)] = []
        for (address, amount) in outputs {
            let standIn = try await rpc("getnewaddress", ["", "bech32"], wallet: "customer")
            list.append("{\"\(standIn)\":\(amount)}")
            try await scripts.append((script(of: standIn), script(of: address)))
        }
        var raw = try await rpc("createrawtransaction", ["[]", "[\(list.joined(separator: ","))]"])
        for (standIn, wanted) in scripts { raw = raw.replacing(standIn, with: wanted) }
        let funded = try await rpc("fundrawtransaction", [raw], wallet: "customer")
        return try await sign(field("hex", of: funded))
    }

    /// The customer replaces an unconfirmed payment by one with a higher fee and the same destination.
    ///
    /// - Returns: The new transaction's id.
    package func bumpFee(_ transaction: String) async throws -> String {
        try field("txid", of: try await rpc("bumpfee", [transaction], wallet: "customer"))
    }

    /// The customer replaces an unconfirmed payment by one of the same coins to himself.
    ///
    /// - Returns: The new transaction's id.
    package func doubleSpend(_ transaction: String) async throws -> String {
        let old = try await rpc("getrawtransaction", [transaction, "true"])
        let source = try field("txid", of: old.part(after: "\"vin\""))
        let output = try number("vout", of: old.part(after: "\"vin\""))
        let coin = try await rpc("gettxout", [source, output, "false"])
        let value = try number("value", of: coin)
        guard let whole = value.split(separator: ".").first.flatMap({ Int($0) }), whole > 1 else {
            throw TestSupportError("the coin of \(value) is too small to spend again with a large fee")
        }
        let own = try await rpc("getnewaddress", wallet: "customer")
        let inputs = "[{\"txid\":\"\(source)\",\"vout\":\(output),\"sequence\":4294967293}]"
        // The fraction is the fee, and one hundredth: more than the old one's in any case.
        let raw = try await rpc("createrawtransaction", [inputs, "[{\"\(own)\":\(whole - 1).99}]"])
        return try await sign(raw, "0")
    }

    /// Makes the best block invalid: its transactions return to the mempool. Mine two blocks for a chain with more
    /// work.
    ///
    /// - Returns: The block's hash.
    @discardableResult
    package func invalidateBestBlock() async throws -> String {
        let hash = try await rpc("getbestblockhash")
        try await rpc("invalidateblock", [hash])
        return hash
    }

    private func sign(_ raw: String, _ highestFeeRate: String = "0") async throws -> String {
        let signed = try await rpc("signrawtransactionwithwallet", [raw], wallet: "customer")
        return try await rpc("sendrawtransaction", [field("hex", of: signed), highestFeeRate])
    }

    private func script(of address: String) async throws -> String {
        try field("scriptPubKey", of: try await rpc("validateaddress", [address]))
    }

    private func field(_ name: String, of json: String) throws -> String {
        try String(json.part(after: "\"\(name)\": \"").prefix { $0 != "\"" })
    }

    private func number(_ name: String, of json: String) throws -> String {
        try String(json.part(after: "\"\(name)\": ").prefix { $0.isNumber || $0 == "." })
    }
}

extension String {
    /// What follows the first occurrence.
    fileprivate func part(after text: String) throws -> String {
        guard let found = firstRange(of: text) else { throw TestSupportError("no \(text) in \(prefix(300))") }
        return String(self[found.upperBound...])
    }
}
