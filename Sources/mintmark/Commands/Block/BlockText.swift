/// Blocks of serials as people read them.
enum BlockText {
    /// A table.
    static func list(_ blocks: [Answers.Block], _ presentation: Presentation) -> String {
        guard !blocks.isEmpty else {
            return "No machine was granted serials. A run brings its own; grant some ahead of any:"
                + " mintmark block grant GTIN COUNT --machine NAME\n"
        }
        var table = Table([
            .text("BLOCK"), .text("PRODUCT"), .text("MACHINE"), .text("STATE"), .number("UNUSED"), .number("OF"),
            .text("FOR RUN"),
        ])
        for block in blocks {
            table.add([
                .init(block.id), .init(block.gtin), .init(MachineName.short(block.machine)), state(block),
                .init("\(unused(block))"), .init("\(block.count)"), .init(block.run ?? "any"),
            ])
        }
        return table.text(presentation)
    }

    /// One block.
    static func sheet(_ block: Answers.Block, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("block", block.id)
        sheet.add("product", block.gtin)
        sheet.add("machine", block.machine)
        sheet.add("run", block.run ?? "any")
        let state = state(block)
        sheet.add("state", "\(state.text): \(meaning(block.state))", state.tone)
        sheet.add("granted", "\(TimeText.moment(block.createdAt, presentation)), \(Words.count(block.count, "serial"))")
        for (state, count) in block.serials.sorted(by: { $0.key < $1.key }) {
            sheet.add(state == "allocated" ? "unused" : Words.of(state), "\(count)")
        }
        return sheet.text(presentation)
    }

    private static func unused(_ block: Answers.Block) -> Int { block.serials["allocated"] ?? 0 }

    private static func state(_ block: Answers.Block) -> Table.Cell {
        switch block.state {
        case "held": .init("held", .good)
        case "closed": .init("closed", .faint)
        default: .init(Words.of(block.state), .warning)
        }
    }

    private static func meaning(_ state: String) -> String {
        switch state {
        case "recorded": "its grant waits for its entry in the log"
        case "sent": "the machine was told, and has not answered"
        case "held": "the machine has it"
        case "unneeded": "the machine is to be asked for it"
        case "returning": "the machine was asked for it, and has not answered"
        case "closed": "nothing is taken from it any more"
        default: "see docs/runs.md"
        }
    }
}
