import Coordinator

/// The model as a page of the documentation.
extension SaleModel {
    private static let introduction = """
        # The model of a sale

        <!-- Generated from SaleMachine. To renew it: make docs -->

        The shipped state machine of a sale, walked breadth first: every state that can be reached and every event in
        each of them. The price is 10; amounts, depths and times are the few classes that decide: too little, exact and
        too much, in one payment or two; pending, not deep enough, final, held, given back, gone; before the quote's end
        and after it. What each event does in each pair is [the sale table](sale-table.md); what a sale is,
        [in plain words](../sales.md).

        """

    /// The document.
    var markdown: String {
        ([Self.introduction] + counts + promises + ends + goods + money).joined(separator: "\n")
    }

    private var counts: [String] {
        let rows = sizes.map { "| \($0.world) | \($0.states) | \($0.steps) | \($0.ignored) | \($0.over) |" }
        func sum(_ value: (Size) -> Int) -> Int { sizes.reduce(0) { $0 + value($1) } }
        let total = "| together | \(sum(\.states)) | \(sum(\.steps)) | \(sum(\.ignored)) | \(sum(\.over)) |"
        return [
            "## What was walked", "",
            "A step is one event in one state. No event was without an outcome, and from every state a path leads to",
            "an ending; deadlines and a person alone are enough for it.", "",
            "| world | states | steps | of them ignored with a reason | states that are over |",
            "|---|---|---|---|---|",
        ] + rows + [total, ""]
    }

    private var promises: [String] {
        let rows = SalePromise.allCases.map { "| \($0.rawValue) | \(stakes[$0] ?? 0) |" }
        return [
            "## What held at every step", "", "| promise | steps in which it was at stake |", "|---|---|",
        ] + rows + [""]
    }

    private var ends: [String] {
        let rows = SaleEnding.allCases.map { ending in
            let pairs = endings.filter { $0.value.contains(ending) }.keys.sorted().map { "`\($0.text)`" }
            return "| `\(ending.rawValue)` | \(pairs.joined(separator: ", ")) |"
        }
        return [
            "## How it ends", "", "The pairs in which a sale can have each ending; a late payment can open it again.",
            "",
            "| ending | pairs |", "|---|---|",
        ] + rows + [""]
    }

    private var goods: [String] {
        diagram("The goods", successors(\.goods), GoodsState.allCases, start: .reserved) { from, to in
            kinds { $0.goods == from && $1.goods == to }
        }
    }

    private var money: [String] {
        diagram("The money", successors(\.money), MoneyState.allCases, start: .quoted) { from, to in
            kinds { $0.money == from && $1.money == to }
        }
    }

    private func kinds(_ isMeant: (Pair, Pair) -> Bool) -> Set<String> {
        var found: Set<String> = []
        for (from, targets) in moves {
            for (to, kinds) in targets where isMeant(from, to) { found.formUnion(kinds) }
        }
        return found
    }

    private func diagram<Half: Hashable & RawRepresentable<String>>(
        _ title: String,
        _ successors: [Half: Set<Half>],
        _ all: [Half],
        start: Half,
        kinds: (Half, Half) -> Set<String>
    ) -> [String] {
        var lines = ["## \(title)", "", "```mermaid", "stateDiagram-v2", "    [*] --> \(start.rawValue)"]
        for from in all {
            let next = all.filter { successors[from]?.contains($0) == true }
            for to in next {
                lines.append(
                    "    \(from.rawValue) --> \(to.rawValue): \(kinds(from, to).sorted().joined(separator: ", "))"
                )
            }
            if next.isEmpty { lines.append("    \(from.rawValue) --> [*]") }
        }
        return lines + ["```", ""]
    }
}
