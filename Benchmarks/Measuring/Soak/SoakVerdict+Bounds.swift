/// The bounds of what the programs use, and of how long customers wait.
extension SoakVerdict {
    /// Memory after the overload may be so much more than before, as a factor: the allocator keeps what a busy time
    /// needed, a leak of every order's state would be many times more.
    package static let memoryFactor = 1.25
    /// And so much besides, in bytes: the arenas of the threads that the first overload starts.
    package static let memoryBytes = 16.0 * 1_048_576
    /// And of the coordinator so much for each order, in bytes: the play-money rail keeps its whole book in memory.
    package static let bytesPerOrder = 2_048.0
    /// Descriptors after the overload may be so many more than before: connections that are just open or not. One that
    /// leaks with each fault, or with each order, would be more.
    package static let descriptors = 4.0
    /// Latencies after the overload may be so much longer than before, as a factor, for the median and 99 of 100.
    package static let medianFactor = 2.0
    /// See `medianFactor`.
    package static let tailFactor = 3.0
    /// And so much besides, in seconds, for what else the computer does.
    package static let medianSeconds = 0.05
    /// See `medianSeconds`.
    package static let tailSeconds = 0.25

    static func queues(_ record: SoakRecord) -> [SoakCheck] {
        record.queues.flatMap { queue -> [SoakCheck] in
            let values = record.values(of: queue.name)
            let most = values.max()
            let bounded = SoakCheck(
                "\(queue.name): at most \(FigureText.write(queue.bound)), \(queue.reason)",
                found: most.map(FigureText.write) ?? "never read",
                holds: most.map { $0 <= queue.bound } ?? false
            )
            guard queue.drains else { return [bounded] }
            let last = values.last
            let drained = SoakCheck(
                "\(queue.name): empty at the end",
                found: last.map(FigureText.write) ?? "never read",
                holds: last == 0
            )
            return [bounded, drained]
        }
    }

    static func use(_ record: SoakRecord) -> [SoakCheck] {
        record.processes.flatMap { process -> [SoakCheck] in
            let (before, after) = (medians(process, .baseline, record), medians(process, .recovery, record))
            guard let before, let after else {
                return [SoakCheck("\(process): its use was measured", found: "it was not", holds: false)]
            }
            let book = process == "coordinator" ? Double(record.orders.count) * bytesPerOrder : 0
            let bound = before.bytes * memoryFactor + memoryBytes + book
            return [
                SoakCheck(
                    "\(process): memory after the overload at most \(mebibytes(bound))",
                    found: "\(mebibytes(after.bytes)), before \(mebibytes(before.bytes))",
                    holds: after.bytes <= bound
                ),
                SoakCheck(
                    "\(process): at most \(FigureText.write(before.descriptors + descriptors)) descriptors after it",
                    found: "\(FigureText.write(after.descriptors)), before \(FigureText.write(before.descriptors))",
                    holds: after.descriptors <= before.descriptors + descriptors
                ),
            ]
        }
    }

    /// The medians of a phase's second half: what a start needs is over by then.
    static func medians(
        _ process: String,
        _ phase: SoakPhase,
        _ record: SoakRecord
    ) -> (bytes: Double, descriptors: Double)? {
        let samples = record.samples(of: process, in: phase)
        let late = samples.dropFirst(samples.count / 2)
        guard let bytes = Sample(late.map(\.residentBytes)).median,
            let descriptors = Sample(late.map(\.descriptors)).median
        else { return nil }
        return (bytes, descriptors)
    }

    static func latencies(_ record: SoakRecord) -> [SoakCheck] {
        let kinds: [(String, (SoakPhase) -> Sample)] = [
            ("an order's answer", record.answerSeconds), ("the goods", record.goodsSeconds),
        ]
        return kinds.flatMap { name, sample in
            [("median", 0.5, medianFactor, medianSeconds), ("99 of 100", 0.99, tailFactor, tailSeconds)].map {
                label,
                share,
                factor,
                seconds in
                let (before, after) = (sample(.baseline).quantile(share), sample(.recovery).quantile(share))
                guard let before, let after else {
                    return SoakCheck("\(name), \(label): was measured", found: "it was not", holds: false)
                }
                let bound = before * factor + seconds
                return SoakCheck(
                    "\(name), \(label): after the overload within \(milliseconds(bound))",
                    found: "\(milliseconds(after)), before \(milliseconds(before))",
                    holds: after <= bound
                )
            }
        }
    }

    private static func mebibytes(_ bytes: Double) -> String { "\(FigureText.write(bytes / 1_048_576)) MiB" }

    private static func milliseconds(_ seconds: Double) -> String { "\(FigureText.write(seconds * 1_000)) ms" }
}
