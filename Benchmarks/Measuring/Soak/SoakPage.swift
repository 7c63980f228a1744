/// A soak as a page of the documentation.
package enum SoakPage {
    private static let introduction = """
        What a deployment does when more is wanted of it than it can give, and everything fails meanwhile. `make soak` \
        writes this page anew and fails when a check does not hold; `SOAK_SECONDS=600` says for how long.
        """

    /// The whole page.
    package static func write(
        _ record: SoakRecord,
        date: String,
        circumstances: [Report.Circumstance]
    ) -> String {
        let facts = [Report.Circumstance("date", date)] + circumstances + of(record)
        let run = Markdown.aligned([["run", ""]] + facts.map { [$0.name, $0.value] })
        return
            (["# Soak", "", introduction, ""] + run + [""] + method(record) + phases(record) + faults(record)
            + uses(record) + queues(record) + files(record) + checks(record)).joined(separator: "\n") + "\n"
    }

    /// The checks alone, for the terminal.
    package static func checks(_ record: SoakRecord) -> [String] {
        let rows = SoakVerdict.checks(record).map { [$0.fact, $0.found, $0.holds ? "yes" : "**no**"] }
        return section(
            "Checks",
            """
            Each is judged by `SoakVerdict` and can fail: `SoakVerdictTests` has a record that breaks it. Memory and \
            descriptors are the medians of a phase's second half. Memory may grow by a quarter and 16 MiB, because the \
            allocator keeps what a busy time needed, and the coordinator's by 2 KiB for each order, because the \
            play-money rail keeps its whole book in memory. \(FigureText.write(SoakVerdict.descriptors)) descriptors are \
            connections that are just open or not. Latencies may double (median) or triple (99 of 100) with 50 ms and \
            250 ms besides, because the computer does other things too.
            """,
            [["what", "found", "holds"]] + rows
        )
    }

    private static func of(_ record: SoakRecord) -> [Report.Circumstance] {
        let total = record.phaseSeconds.values.reduce(0, +)
        return [
            Report.Circumstance("seed", String(record.seed)),
            Report.Circumstance("phases together", "\(FigureText.write(total)) s"),
            Report.Circumstance("machines", "\(record.machines)"),
            Report.Circumstance("what they deliver at most", "\(FigureText.write(record.capacity)) per s, measured"),
        ]
    }

    private static func method(_ record: SoakRecord) -> [String] {
        [
            """
            The coordinator on SQLite, an agent and a simulated machine of six lanes for each place are processes of \
            their own, started again by the service manager's rules (agents with the packages' watchdog of 2 s). Each \
            agent reaches the coordinator through a TCP proxy of its own, which fails. Customers come at a fixed rate \
            and never wait for each other (open loop); each latency counts from when the order was due, so a system \
            that makes its customers wait is not measured as fast. Of ten customers seven pay, one pays twice, one too \
            little and one not at all, half of them on a rail that holds the money until the drop. A customer without \
            an answer asks twice more with the same `Idempotency-Key`. An operator looks at all lanes every second, \
            clears those that stopped and fills them up. After the overload nothing is ordered until nothing waits: \
            that took \(FigureText.write(record.settlingSeconds)) s here.
            """, "",
        ]
    }

    private static func section(_ title: String, _ text: String, _ rows: [[String]]) -> [String] {
        ["## \(title)", "", text, ""] + Markdown.aligned(rows) + [""]
    }

    // MARK: Orders

    private static func phases(_ record: SoakRecord) -> [String] {
        let phases = SoakPhase.allCases
        func row(_ name: String, _ value: (SoakPhase) -> String) -> [String] { [name] + phases.map(value) }
        func count(_ name: String, _ holds: @escaping (SoakOrder) -> Bool) -> [String] {
            row(name) { String(record.orders(of: $0).count(where: holds)) }
        }
        func quantile(_ name: String, _ sample: @escaping (SoakPhase) -> Sample, _ share: Double) -> [String] {
            row(name) { sample($0).quantile(share).map { FigureText.write($0 * 1_000) } ?? "-" }
        }
        var rows = [["orders"] + phases.map(\.rawValue)]
        rows.append(row("seconds") { FigureText.write(record.phaseSeconds[$0] ?? 0) })
        rows.append(row("offered") { String(record.orders(of: $0).count) })
        rows.append(
            row("offered per s") { FigureText.write(perSecond(record.orders(of: $0).count, $0, record)) }
        )
        rows.append(count("taken") { $0.id != nil })
        let refusals = record.orders.compactMap { if case .refused(let code) = $0.answer { code } else { nil } }
        for code in Set(refusals).sorted() { rows.append(count("refused: `\(code)`") { $0.answer == .refused(code) }) }
        rows.append(count("without an answer") { $0.answer == .none })
        rows.append(row("payments acknowledged") { String(sum(record, $0) { $0.paidMinor.count }) })
        rows.append(row("payments without an answer") { String(sum(record, $0, \.unknownPayments)) })
        rows.append(row("delivered") { String(record.delivered(of: $0).count) })
        rows.append(row("delivered per s") { FigureText.write(perSecond(record.delivered(of: $0).count, $0, record)) })
        let endings = Set(record.sales.values.compactMap(\.ending)).sorted()
        for ending in endings {
            rows.append(
                count("ended `\(ending)`") { order in
                    order.id.flatMap { record.sales[$0] }?.ending == ending
                }
            )
        }
        rows.append(quantile("answer, median ms", record.answerSeconds, 0.5))
        rows.append(quantile("answer, 99 of 100 ms", record.answerSeconds, 0.99))
        rows.append(quantile("goods, median ms", record.goodsSeconds, 0.5))
        rows.append(quantile("goods, 99 of 100 ms", record.goodsSeconds, 0.99))
        return section(
            "Orders",
            """
            By the phase in which they were due. Goods count until the coordinator had the receipt and what follows \
            from it. \(record.decidedByPerson) sales were decided or paid back by a person when all was over. \
            \(record.lanes.reduce(0) { $0 + $1.spills }) units fell besides the one that was sold, out of lanes whose \
            motor turned on because its agent was frozen: the watchdog's time bounds that.
            """,
            rows
        )
    }

    private static func sum(_ record: SoakRecord, _ phase: SoakPhase, _ value: (SoakOrder) -> Int) -> Int {
        record.orders(of: phase).reduce(0) { $0 + value($1) }
    }

    private static func perSecond(_ count: Int, _ phase: SoakPhase, _ record: SoakRecord) -> Double {
        let seconds = record.phaseSeconds[phase] ?? 0
        return seconds > 0 ? Double(count) / seconds : 0
    }

    // MARK: What was done to it

    private static func faults(_ record: SoakRecord) -> [String] {
        let rows = SoakFault.Kind.allCases.map { kind in
            let faults = record.faults.filter { $0.kind == kind }
            return [
                kind.rawValue, String(faults.count),
                FigureText.write(faults.reduce(0) { $0 + $1.seconds }),
            ]
        }
        return section("Faults", "During the overload, as the seed says.", [["what", "times", "seconds"]] + rows)
    }

    // MARK: What it used

    private static func uses(_ record: SoakRecord) -> [String] {
        func range(_ samples: [SoakSample], _ value: (SoakSample) -> Double) -> String {
            let sample = Sample(samples.map(value))
            guard let median = sample.median, let most = sample.sorted.last else { return "-" }
            return "\(FigureText.write(median)), \(FigureText.write(most))"
        }
        let rows = record.processes.flatMap { process -> [[String]] in
            let phases = SoakPhase.allCases.map { record.samples(of: process, in: $0) }
            let lives = Set(record.samples.filter { $0.process == process }.map(\.life)).count
            return [
                [process, String(lives), "MiB"] + phases.map { range($0) { $0.residentBytes / 1_048_576 } },
                ["", "", "descriptors"] + phases.map { range($0, \.descriptors) },
            ]
        }
        return section(
            "Memory and descriptors",
            "Of each process every second over all of its lives: the median and the most of each phase.",
            [["process", "lives", "of"] + SoakPhase.allCases.map(\.rawValue)] + rows
        )
    }

    private static func queues(_ record: SoakRecord) -> [String] {
        let rows = record.queues.map { queue in
            [queue.name] + SoakPhase.allCases.map { most(queue.name, $0, record) }
                + [record.values(of: queue.name).last.map(FigureText.write) ?? "-", FigureText.write(queue.bound)]
        }
        return section(
            "Queues",
            "The most that waited, read every second where the program answers.",
            [["what"] + SoakPhase.allCases.map(\.rawValue) + ["at the end", "bound"]] + rows
        )
    }

    private static func files(_ record: SoakRecord) -> [String] {
        let queues = Set(record.queues.map(\.name))
        var names: [String] = []
        for reading in record.readings where !queues.contains(reading.name) && !names.contains(reading.name) {
            names.append(reading.name)
        }
        let rows = names.map { name in
            [name] + SoakPhase.allCases.map { most(name, $0, record, unit: 1_048_576) }
        }
        return section(
            "Files",
            "The largest of each phase, in MiB. Databases keep every sale and receipt, so they grow with the orders.",
            [["file"] + SoakPhase.allCases.map(\.rawValue)] + rows
        )
    }

    private static func most(
        _ name: String,
        _ phase: SoakPhase,
        _ record: SoakRecord,
        unit: Double = 1
    ) -> String {
        record.values(of: name, in: phase).max().map { FigureText.write($0 / unit) } ?? "-"
    }
}
