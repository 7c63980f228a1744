import Rails

extension FuzzTarget {
    /// What a node of the Bitcoin family answers to one look at its wallet: the stored cursor, then the bodies of its
    /// answers, each after a zero byte.
    static let node = FuzzTarget(name: "node", maximumBytes: 8_192, seeds: NodeSeeds.all, check: NodeCheck.check)
}

private enum NodeSeeds {
    private static let paid = String(repeating: "6b", count: 32)
    private static let gone = String(repeating: "c6", count: 32)
    private static let tip = String(repeating: "ab", count: 32)
    private static let block = String(repeating: "e7", count: 32)

    static let all: @Sendable () throws -> [FuzzSeed] = {
        let pending = entry(paid, amount: "0.30000000", confirmations: 0)
        let deep = entry(paid, amount: "1.5e-1", confirmations: 3)
        let cursor = #"{"block":"\#(block)","height":100,"open":[["\#(gone):0","rltc1q","0.1"]],"version":1}"#
        let tipAnswer = #"{"result":"\#(tip)","error":null,"id":1}"#
        let inMempool = #"[{"result":{"vsize":141},"error":null,"id":0},\#(tipAnswer)]"#
        let notThere = #"[{"result":null,"error":{"code":-5,"message":"Not in mempool"},"id":0},\#(tipAnswer)]"#
        let only = #"[{"result":"\#(tip)","error":null,"id":0}]"#
        let unknown = #"{"result":null,"error":{"code":-5,"message":"Block not found"},"id":2}"#
        return [
            seed("nothing", [opening("[]"), only]),
            seed("pending", [opening("[\(pending)]"), inMempool]),
            seed("vanished", [opening("[\(pending)]"), notThere]),
            seed("confirmed", [opening("[\(deep)]"), only]),
            seed("missing", [opening("[]"), notThere], cursor: cursor),
            seed("start-over", [opening(unknown), opening("[]"), notThere], cursor: cursor),
            seed(
                "refused",
                [#"{"result":null,"error":{"code":-28,"message":"Loading block index..."},"id":null}"#],
                isTaken: false
            ),
            seed("html", ["<html>401</html>"], isTaken: false),
        ]
    }

    private static func seed(
        _ name: String,
        _ bodies: [String],
        cursor: String = "",
        isTaken: Bool = true
    ) -> FuzzSeed {
        FuzzSeed(name, ([cursor] + bodies).joined(separator: "\0"), isTaken: isTaken)
    }

    private static func entry(_ transaction: String, amount: String, confirmations: Int) -> String {
        """
        {"address":"rltc1q4sl","category":"receive","amount":\(amount),"label":"order1","vout":1,
        "confirmations":\(confirmations),"txid":"\(transaction)","walletconflicts":["\(gone)"],
        "blockhash":"\(block)","bip125-replaceable":"yes"}
        """
    }

    private static func opening(_ listed: String) -> String {
        let listing =
            listed.hasPrefix("{")
            ? listed
            : #"{"result":{"transactions":\#(listed),"removed":[],"lastblock":"\#(block)"},"error":null,"id":2}"#
        return """
            [{"result":{"chain":"regtest","blocks":101,"headers":101,"bestblockhash":"\(tip)","difficulty":4.6e-10,
            "initialblockdownload":false},"error":null,"id":0},
            {"result":{"loaded":true,"size":1},"error":null,"id":1},\(listing)]
            """
    }
}

private enum NodeCheck {
    private static let configuration = NodeConfiguration(
        id: "litecoin",
        coin: .litecoin,
        network: "regtest",
        url: "http://127.0.0.1:1",
        wallet: "shop",
        credentials: .password(user: "u", password: "p")
    )

    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        let cursor = parts[0].isEmpty ? nil : String(decoding: parts[0], as: UTF8.self)
        let bodies = Array(parts.dropFirst())
        guard let batch = try? NodeTranscript.batch(of: bodies, after: cursor, configuration) else { return false }
        for sighting in batch.sightings {
            try FuzzFinding.unless(sighting.amountMinor >= 0, "somebody paid less than nothing: \(sighting)")
            try FuzzFinding.unless(sighting.confirmations >= 0, "less than unconfirmed: \(sighting)")
            let text = RailAmount.text(minor: sighting.amountMinor, decimals: configuration.coin.asset.decimals)
            try FuzzFinding.unless(
                (try? RailAmount(text: text, decimals: configuration.coin.asset.decimals))?.minor
                    == sighting.amountMinor,
                "\(sighting.amountMinor) is written \(text)"
            )
        }
        do throws(RailError) {
            _ = try NodeTranscript.batch(of: bodies, after: batch.cursor, configuration)
        } catch {
            try FuzzFinding.unless(error.code != .badCursor, "its own cursor is refused: \(batch.cursor)")
        }
        return true
    }
}
