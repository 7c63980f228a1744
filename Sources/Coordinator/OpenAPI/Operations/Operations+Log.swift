extension APIFeature {
    private static let tileParts: [APIParameter] = [
        .path("level", .text(.visible(1...7)), "The level, 0 to 63, or `entries`."),
        .path("part1", .text(.visible(1...6)), "The number in three digits, or the first three of it after an x."),
        .path("part2", .text(.visible(1...6)), "The next three digits, or the width behind `.p`."),
        .path("part3", .text(.visible(1...6)), "The next three digits, or the width behind `.p`."),
        .path("part4", .text(.visible(1...3)), "The width behind `.p`."),
    ]

    /// The log of serials.
    static let log = APIFeature(
        "log",
        "The log of serials: plain files that anybody can mirror and check (C2SP tlog-tiles), and proofs "
            + "(C2SP tlog-proof) that `mintmark verify` checks offline.",
        operations: [
            APIOperation(
                "GET",
                "/log/checkpoint",
                id: "getLogCheckpoint",
                "The newest signed checkpoint",
                answers: [.text("text/plain", "A signed note: name, number of leaves, root hash, signatures.")]
            )
        ] + (1...4).map(tile) + [
            APIOperation(
                "GET",
                "/log/proof/{place}",
                id: "getLogProof",
                "The proof of a leaf, by its place",
                parameters: [.path("place", .text(.visible(1...19)), "The place of the leaf, from 0 on.")],
                answers: [.text("text/plain", "A `.tlog-proof` file; its `extra` line is the entry itself.")]
            ),
            APIOperation(
                "GET",
                "/log/proof",
                id: "findLogProof",
                "The proof of a leaf, by what it is of",
                parameters: [
                    .query("product", .text(.visible(1...400)), "Of a product, lot or piece: its link."),
                    .query(
                        "subject",
                        .text(.line(1...500)),
                        "Or the name in the log: `sha256:` and the hash of a product's identity, or a block of serials."
                    ),
                    .query("sequence", .integer(0...Int64.max), "Which leaf of it; 0 when left out."),
                ],
                answers: [.text("text/plain", "A `.tlog-proof` file; its `extra` line is the entry itself.")],
                problems: [.notFound]
            ),
        ]
    )

    /// A tile whose number and width have so many parts.
    private static func tile(_ parts: Int) -> APIOperation {
        APIOperation(
            "GET",
            "/log/tile/{level}" + (1...parts).map { "/{part\($0)}" }.joined(),
            id: "getLogTile\(parts)",
            "A tile of hashes, or a bundle of entries",
            about: "Never changes. A partial one may be gone once the full one is there.",
            parameters: Array(tileParts.prefix(parts + 1)),
            answers: [.text("application/octet-stream", "Hashes of 32 bytes, or entries after their lengths.")]
        )
    }
}
