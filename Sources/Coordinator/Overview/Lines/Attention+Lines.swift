extension Attention {
    /// What is wrong with lines that have a run to do.
    static func lines(_ facts: AttentionFacts) -> [Item] {
        facts.lines.flatMap { line -> [Item] in
            guard let run = line.openRun else { return [] }
            let words = LineWords(line: line, run: run)
            return line.troubles(at: facts.now).map { trouble in
                let isAboutStation = words.isAboutStation(trouble)
                return Item(
                    weight: words.weight(trouble),
                    title: words.title(trouble),
                    step: words.step(trouble),
                    path: words.path(trouble),
                    scope: isAboutStation ? .machinesRead : .runsRead,
                    since: isAboutStation ? nil : run.since
                )
            }
        }
    }
}
