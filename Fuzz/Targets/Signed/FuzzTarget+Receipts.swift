import Protocol

extension FuzzTarget {
    /// What the coordinator reads of `POST /v1/agent/receipts`: the post, then each receipt in it. A receipt that is
    /// given as claims is signed well first, so that the search gets past the signature.
    static let receipts = FuzzTarget(
        name: "receipts",
        maximumBytes: 16_384,
        seeds: {
            let sealed = try EnvelopeSeeds.receipts.enumerated().map { index, receipt in
                let claims = EnvelopeSeeds.receipt(receipt.1, seq: Int64(index + 1))
                return ReceiptsPost.Item(
                    seq: Int64(index + 1),
                    receipt: try Envelope.sign(claims, as: .receipt, with: FuzzKeys.signer).compact
                )
            }
            let open = try EnvelopeSeeds.receipts.enumerated().map { index, receipt in
                let claims = try StrictJSON.encode(EnvelopeSeeds.receipt(receipt.1, seq: Int64(index + 1)))
                return ReceiptsPost.Item(seq: Int64(index + 1), receipt: String(decoding: claims, as: UTF8.self))
            }
            return [
                FuzzSeed("none", try StrictJSON.encode(ReceiptsPost(inc: 1, counter: 4, items: []))),
                FuzzSeed("sealed", try StrictJSON.encode(ReceiptsPost(inc: 1, counter: 4, items: sealed, next: 10))),
                FuzzSeed(
                    "claims",
                    try StrictJSON.encode(
                        ReceiptsPost(inc: 1, counter: 4, items: open, next: 10, open: 0, oldest: 1)
                    )
                ),
                FuzzSeed(
                    "unreadable",
                    try StrictJSON.encode(
                        ReceiptsPost(inc: 1, counter: 4, items: [ReceiptsPost.Item(seq: 1, receipt: "a.b.c")])
                    ),
                    isTaken: false
                ),
            ]
        },
        check: ReceiptsCheck.check
    )
}

private enum ReceiptsCheck {
    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        let limit = ProtocolLimits.receiptsPostBytes
        guard let post = try? StrictJSON.decode(ReceiptsPost.self, from: bytes, maximumBytes: limit) else {
            return false
        }
        try FuzzFinding.unlessSame(
            post,
            writing: { try StrictJSON.encode($0) },
            reading: { try StrictJSON.decode(ReceiptsPost.self, from: $0, maximumBytes: limit) }
        )
        let taken = try post.items.prefix(ProtocolLimits.receiptsPerPost).map { try take($0) }
        return taken.allSatisfy { $0 }
    }

    private static func take(_ item: ReceiptsPost.Item) throws -> Bool {
        let isOpen = item.receipt.hasPrefix("{")
        let text = isOpen ? try FuzzKeys.signed(Array(item.receipt.utf8), as: .receipt) : item.receipt
        guard let receipt = try? verify(text) else { return false }
        try FuzzFinding.unless(receipt.iss == FuzzKeys.machine, "a receipt of another machine is believed")
        try FuzzFinding.unlessSame(
            receipt,
            writing: { Array(try Envelope.sign($0, as: .receipt, with: FuzzKeys.signer).compact.utf8) },
            reading: { try verify(String(decoding: $0, as: UTF8.self)) }
        )
        return true
    }

    private static func verify(_ text: String) throws -> Receipt {
        try Receipt.verify(
            text,
            machine: FuzzKeys.machine,
            keys: [FuzzKeys.signer.verifyingKey],
            deployment: FuzzKeys.root.keyID
        )
    }
}
