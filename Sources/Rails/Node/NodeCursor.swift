/// What the rail must remember between two polls; the caller keeps it as opaque text.
///
/// The block alone is not enough: a payment whose money was spent by somebody else's confirmed transaction disappears
/// from `listsinceblock` without a word (seen with litecoind 0.21), and so does one the node forgot in a crash. So the
/// payments not yet settled are part of the cursor, and each of them gets an end.
struct NodeCursor: Hashable, Sendable {
    /// A payment reported and not yet deep enough or gone.
    struct Open: Hashable, Sendable {
        var reference: String
        var address: String
        var amountText: String
    }

    /// `lastblock` of the previous listing; nil lists everything.
    var block: String?

    /// The greatest height the node has had. A lower one now means it lost blocks and is catching up.
    var height: Int

    /// In the order of their references.
    var open: [Open]

    init(block: String?, height: Int, open: [Open]) {
        self.block = block
        self.height = height
        self.open = open
    }

    /// Reads text made by `written`. Throws `badCursor`.
    init(reading text: String) throws(RailError) {
        let foreign = RailError(
            .badCursor,
            "The stored cursor was not made by a node rail; was a rail's name given to another kind? "
                + "Clear it to list everything from the start."
        )
        let value: JSONValue
        do { value = try JSONValue(reading: Array(text.utf8)) } catch { throw foreign }
        guard value["version"]?.integer == 1, let height = value["height"]?.integer,
            let rows = value["open"]?.elements, let block = value["block"]?.text
        else { throw foreign }
        var open: [Open] = []
        for row in rows {
            guard let fields = row.elements, fields.count == 3, let reference = fields[0].text,
                let address = fields[1].text, let amountText = fields[2].text
            else { throw foreign }
            open.append(Open(reference: reference, address: address, amountText: amountText))
        }
        self.init(block: block.isEmpty ? nil : block, height: height, open: open)
    }

    /// Equal cursors give equal text.
    var written: String {
        JSONValue.object([
            "version": .number("1"),
            "block": .string(block ?? ""),
            "height": .number(String(height)),
            "open": .array(
                open.map { .array([.string($0.reference), .string($0.address), .string($0.amountText)]) }
            ),
        ]).written
    }
}

extension NodeCursor.Open {
    /// The same payment, as remembered between polls.
    init(_ payment: NodePayment) {
        self.init(reference: payment.reference, address: payment.address, amountText: payment.amountText)
    }

    /// The transaction's id: the reference without its output.
    var transaction: String {
        String(reference.prefix { $0 != ":" })
    }
}
