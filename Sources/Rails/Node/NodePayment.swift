/// One output to this wallet, as `listsinceblock` writes it.
struct NodePayment: Hashable, Sendable {
    var transaction: String
    var output: Int
    var address: String
    var amountText: String
    /// Below zero: a confirmed transaction spends the same money, that many blocks deep.
    var confirmations: Int
    var blockHash: String?
    /// Transactions in the wallet that spend the same money.
    var conflicts: [String]
    var replaceable: Bool

    /// `txid:vout`.
    var reference: String { "\(transaction):\(output)" }

    /// Reads one entry. Returns nil for what can never belong to an order: spending, mining rewards (`generate`,
    /// `immature`, `orphan`), and outputs without address or number (MWEB), since every address made here is plain.
    /// Throws `badAnswer`.
    init?(entry: JSONValue) throws(RailError) {
        guard let category = entry["category"]?.text else { throw Self.incomplete("category") }
        guard category == "receive", entry["generated"]?.boolean != true,
            let address = entry["address"]?.text, let output = entry["vout"]?.integer
        else { return nil }
        guard let transaction = entry["txid"]?.text, Self.isHash(transaction) else { throw Self.incomplete("txid") }
        guard let amountText = entry["amount"]?.numberText else { throw Self.incomplete("amount") }
        self.transaction = transaction
        self.output = output
        self.address = address
        self.amountText = amountText
        let standing = try NodeStanding(entry)
        confirmations = standing.confirmations
        blockHash = standing.blockHash
        conflicts = standing.conflicts
        replaceable = entry["bip125-replaceable"]?.text == "yes"
    }

    private static func incomplete(_ field: String) -> RailError {
        RailError(.badAnswer, "The node lists a payment without a proper \(field); is it a Core-family node?")
    }

    static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.allSatisfy { $0.isHexDigit && $0.isASCII }
    }
}
