import EdgeAgent

/// What came of one story in which one program was killed.
struct KillRow: Sendable {
    var program: String
    var step: String
    var story: KillStory
    var killed: Bool
    var firings: Int
    var goods: String
    var money: String
    var byPerson: Bool
    var findings: [String]

    /// The acknowledgement goes out while the delivery starts, so a cut there may come before or after the intent.
    /// Both ends are right, and the table says so.
    private var isRace: Bool { step == AgentStep.commandAcknowledged.rawValue }

    /// The row of the table.
    var text: String {
        let (fired, end, paid, who) =
            isRace
            ? ("0 or 1", "delivered or failed", "captured or released", "the programs or a person")
            : ("\(firings)", goods, money, byPerson ? "a person" : "the programs")
        let cells = [program, "`\(step)`", story.text, killed ? "yes" : "no", fired, end, paid, who]
        return "| \(cells.joined(separator: " | ")) |"
    }

    /// What breaks a promise.
    var faults: [String] {
        var faults = findings
        if !killed { faults.append("it was not killed") }
        if firings > 1 { faults.append("\(firings) firings for one intent") }
        // A sale that was paid is never lost, and money is taken only for goods that fell.
        let isPaidFor = goods == "delivered" && money == "captured"
        let isGivenBack = goods != "delivered" && money == story.endingWithoutGoods
        if !isPaidFor && !isGivenBack { faults.append("\(goods) and \(money)") }
        if goods == "delivered" && firings != 1 { faults.append("delivered with \(firings) firings") }
        return faults.map { "\(program) at \(step): \($0)" }
    }
}
