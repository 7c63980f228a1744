/// The books of serials as people read them.
enum SerialsText {
    /// What the check found.
    static func check(_ check: Answers.SerialCheck, _ presentation: Presentation) -> String {
        let states = check.serials.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        guard !check.balanced else {
            let all = check.serials.values.reduce(0, +)
            let parts = states.isEmpty ? "" : " (\(states.joined(separator: ", ")))"
            return presentation.text("The books of serials are right.", .good) + "\n"
                + "\(Words.count(all, "serial"))\(parts) in \(Words.count(check.blocks, "block")).\n"
        }
        var table = Table([.text("FINDING"), .text("SUBJECT"), .words("WHAT IS WRONG")])
        for finding in check.findings {
            table.add([.init(Words.of(finding.kind), .bad), .init(finding.subject), .init(finding.text)])
        }
        return table.text(presentation)
    }
}
